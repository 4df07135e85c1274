-- Members of a joint venture are numbered, the first by name; an award of which the source names nobody has a row; dates go
-- before no date; a firm without a page has no link, one without a name its code.
-- Who is named by two sources is one member.
-- given awards
SELECT ocid, award_id, status, cast(awarded AS date) AS awarded, amount AS "value", 'IDR' AS currency
FROM (
  VALUES
    ('p', 'late', 'active', '2025-03-01', 30.00),
    ('p', 'joint', 'active', '2025-01-01', 100.00),
    ('p', 'undated', 'cancelled', NULL, 5.00),
    ('p', 'nobody', 'active', '2025-02-01', 20.00),
    ('q', 'joint', 'active', '2025-01-01', 7.00)
) AS t (ocid, award_id, status, awarded, amount)
-- given award_suppliers
SELECT *
FROM (
  VALUES
    ('p', 'late', 'b', 'CV B', NULL),
    ('p', 'joint', 'b', 'CV B', 0.4),
    ('p', 'joint', 'c', 'Azzam', 0.6),
    ('p', 'undated', 'd', NULL, NULL),
    ('q', 'joint', 'b', 'CV B', NULL),
    ('q', 'joint', 'b', 'CV B', NULL)
) AS t (ocid, award_id, supplier_id, supplier_name, share)
-- given supplier_summary
SELECT * FROM (VALUES ('b'), ('c')) AS t (supplier_id)
-- query list_process_awards
-- expect ocid, row_no, award_id, member_no, member_count, status, value, supplier_name, share, supplier_page
SELECT *
FROM (
  VALUES
    ('p', 1, 'joint', 1, 2, 'active', 100.00, 'Azzam', 0.6, 'c'),
    ('p', 2, 'joint', 2, 2, 'active', 100.00, 'CV B', 0.4, 'b'),
    ('p', 3, 'nobody', 1, 1, 'active', 20.00, NULL, NULL, NULL),
    ('p', 4, 'late', 1, 1, 'active', 30.00, 'CV B', NULL, 'b'),
    ('p', 5, 'undated', 1, 1, 'cancelled', 5.00, 'd', NULL, NULL),
    ('q', 1, 'joint', 1, 1, 'active', 7.00, 'CV B', NULL, 'b')
) AS t (ocid, row_no, award_id, member_no, member_count, status, value, supplier_name, share, supplier_page)
