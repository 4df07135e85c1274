-- Each month has a first page: rows for a quiet one (with a second page here), buyers for a busy one; undated ones stand apart.
-- given list_processes
SELECT
  'p' || lpad(cast(n AS varchar), 4, '0') AS ocid, 'T' AS title, '2025' AS year_label, 2025 AS year_no,
  CASE WHEN n <= 1001 THEN DATE '2025-03-01' WHEN n <= 1052 THEN DATE '2025-04-30' END AS event_date,
  'b' AS buyer_id, 'B' AS buyer_name,
  'metode-open' AS method_view, 'jenis-works' AS category_view, 'status-active' AS status_view,
  cast(NULL AS varchar) AS method, cast(NULL AS varchar) AS method_details, cast(NULL AS varchar) AS category,
  cast(NULL AS varchar) AS status, cast(NULL AS varchar) AS currency, cast(NULL AS varchar) AS supplier_names,
  1.0 AS "value", cast(NULL AS bigint) AS bidder_count, cast(NULL AS bigint) AS flag_count
FROM (
  SELECT row_number() OVER (ORDER BY x.d, y.d, z.d, u.d) AS n
  FROM (VALUES (0), (1)) AS x (d)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS y (d)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS z (d)
  CROSS JOIN (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) AS u (d)
) AS numbers
WHERE n <= 1053
-- query page_process_month
-- expect month_label, month_en, is_wide, row_count, page_no, page_count, first_no, last_no, next_no
SELECT *
FROM (
  VALUES
    ('2025-03', 'March 2025', true, 1001, 1, NULL, NULL, NULL, NULL),
    ('2025-04', 'April 2025', false, 51, 1, 2, 1, 50, 2),
    ('tanpa-tanggal', 'without a date', false, 1, 1, 1, 1, 1, NULL)
) AS t (month_label, month_en, is_wide, row_count, page_no, page_count, first_no, last_no, next_no)
