-- A plan leads to the process that was not cancelled, though another's code comes first, and to its orders; orders in two
-- currencies are counted and not added.
-- given planned_packages
SELECT plan_id, 'U' AS unit_id, 2025 AS "year", cast(ceiling AS decimal(20, 2)) AS ceiling, 'IDR' AS currency
FROM (VALUES ('k1', 90), ('k2', 80), ('k3', 70), ('k4', 60), ('k5', 50)) AS t (plan_id, ceiling)
-- given plan_links
SELECT * FROM (VALUES ('a', 'k1'), ('b', 'k1'), ('c', 'k2')) AS t (ocid, plan_id)
-- given process_summary
SELECT * FROM (VALUES ('a', false), ('b', true), ('c', false)) AS t (ocid, is_counted)
-- given catalogue_orders
SELECT order_id, plan_id, cast(total AS decimal(20, 2)) AS total, currency
FROM (VALUES ('1', 'k3', 30, 'IDR'), ('2', 'k3', 5, 'IDR'), ('3', 'k4', 1, 'IDR'), ('4', 'k4', 1, 'USD')) AS t (order_id, plan_id, total, currency)
-- query list_plan_rows
-- expect unit_key, row_no, plan_id, ocid, order_count, order_total
SELECT *
FROM (
  VALUES
    ('U', 1, 'k1', 'b', NULL, NULL), ('U', 2, 'k2', 'c', NULL, NULL), ('U', 3, 'k3', NULL, 2, 35.00), ('U', 4, 'k4', NULL, 2, NULL), ('U', 5, 'k5', NULL, NULL, NULL)
) AS t (unit_key, row_no, plan_id, ocid, order_count, order_total)
