-- A filter that all of a year's processes pass gets no list of its own; what has no code is counted as such. Nor is there a list
-- of the only buyer of a year.
-- given list_processes
SELECT ocid, year_label, buyer_id, year_no, 'metode-' || method AS method_view, 'jenis-' || category AS category_view, 'status-' || status AS status_view
FROM (
  VALUES
    ('1', '2024', 'B', 2024, 'open', 'works', 'active'),
    ('2', '2024', 'B', 2024, 'open', 'goods', 'active'),
    ('3', '2024', NULL, 2024, 'open', 'unknown', 'unknown'),
    ('4', '2025', 'B', 2025, 'swakelola', 'works', 'active')
) AS t (ocid, year_label, buyer_id, year_no, method, category, status)
-- query list_process_filters
-- expect year_label, view_id, view_count, is_whole
SELECT *
FROM (
  VALUES
    ('2024', 'metode-open', 3, true),
    ('2024', 'jenis-works', 1, false),
    ('2024', 'jenis-goods', 1, false),
    ('2024', 'jenis-unknown', 1, false),
    ('2024', 'instansi-B', 2, false),
    ('2024', 'status-active', 2, false),
    ('2024', 'status-unknown', 1, false),
    ('2025', 'metode-swakelola', 1, true),
    ('2025', 'jenis-works', 1, true),
    ('2025', 'status-active', 1, true)
) AS t (year_label, view_id, view_count, is_whole)
