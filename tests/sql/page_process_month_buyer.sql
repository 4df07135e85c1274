-- A month of more than a thousand processes is cut by buyer, each with pages of fifty; other months have none of these.
-- given list_processes
SELECT
  'p' || lpad(cast(n AS varchar), 4, '0') AS ocid, 'T' AS title, '2025' AS year_label, 2025 AS year_no,
  CASE WHEN n <= 1001 THEN DATE '2025-03-01' WHEN n = 1052 THEN DATE '2025-03-31' WHEN n <= 1051 THEN DATE '2025-04-30' END AS event_date,
  CASE WHEN n <= 60 THEN 'a' WHEN n <= 62 THEN NULL ELSE 'b' END AS buyer_id,
  CASE WHEN n <= 60 THEN 'A' WHEN n <= 62 THEN NULL ELSE 'B' END AS buyer_name,
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
-- query page_process_month_buyer
-- expect month_label, buyer_key, row_count, page_no, page_count, first_no, last_no, previous_no, next_no
SELECT *
FROM (
  VALUES
    ('2025-03', 'a', 60, 1, 2, 1, 50, NULL, 2),
    ('2025-03', 'a', 60, 2, 2, 51, 60, 1, NULL),
    ('2025-03', '(tanpa instansi)', 2, 1, 1, 1, 2, NULL, NULL)
) AS t (month_label, buyer_key, row_count, page_no, page_count, first_no, last_no, previous_no, next_no)
UNION ALL
SELECT
  '2025-03', 'b', 940, n, 19, 50 * n - 49, CASE WHEN n = 19 THEN 940 ELSE 50 * n END,
  CASE WHEN n > 1 THEN n - 1 END, CASE WHEN n < 19 THEN n + 1 END
FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15), (16), (17), (18), (19)) AS pages (n)
