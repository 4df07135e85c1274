-- The eight largest in the main currency, and how many others have a value in another one; where any has a value, estimates
-- do not stand beside values.
-- given list_main_currency
SELECT 'paket' AS subject, 'IDR' AS currency
-- given process_summary
SELECT
  ocid, ocid AS process_id, 'T' AS title, cast(2025 AS bigint) AS year, cast(NULL AS date) AS signed, cast(NULL AS date) AS awarded,
  cast(NULL AS date) AS announced_date, 'tender' AS kind, 'open' AS method, 'works' AS category, 'active' AS status,
  cast(NULL AS timestamp) AS announced, 'b' AS buyer_id, 'B' AS buyer_name, 'open' AS method_details, currency,
  cast(amount AS decimal(20, 2)) AS value, cast(NULL AS decimal(20, 2)) AS ceiling, cast(estimated AS decimal(20, 2)) AS estimate,
  cast(NULL AS bigint) AS bidder_count, cast(0 AS bigint) AS supplier_count, 'S' AS supplier_names, cast(0 AS bigint) AS flag_count,
  cast(NULL AS date) AS as_of, is_counted
FROM (
  VALUES
    ('a', 10, 900, 'IDR', true), ('b', 90, NULL, 'IDR', true), ('c', 80, NULL, 'IDR', true), ('d', 70, NULL, 'IDR', true),
    ('e', 60, NULL, 'IDR', true), ('f', 50, NULL, 'IDR', true), ('g', 40, NULL, 'IDR', true), ('h', 30, NULL, 'IDR', true),
    ('i', 30, NULL, 'IDR', true), ('j', NULL, 999, 'IDR', true), ('k', 500, NULL, 'USD', true), ('l', 500, NULL, 'USD', false),
    ('m', 500, NULL, NULL, true)
) AS t (ocid, amount, estimated, currency, is_counted)
-- query list_home_largest
-- expect row_no, ocid, value, other_count
SELECT *
FROM (
  VALUES
    (1, 'b', 90, 1), (2, 'c', 80, 1), (3, 'd', 70, 1), (4, 'e', 60, 1), (5, 'f', 50, 1), (6, 'g', 40, 1), (7, 'h', 30, 1), (8, 'i', 30, 1)
) AS t (row_no, ocid, value, other_count)
