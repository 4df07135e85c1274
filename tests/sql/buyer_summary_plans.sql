-- What an office plans is summed in the currency of most of its packages, never over currencies, and told only beside processes
-- in the same; ceilings that name no currency are not taken for it. Packages are counted whatever their currency.
-- given processes
SELECT 'both' AS buyer_id
-- given process_summary
SELECT
  'p' AS ocid, 'both' AS buyer_id, 'tender' AS kind, 'open' AS method, 'USD' AS currency, cast(1 AS decimal(20, 2)) AS "value",
  cast(1 AS decimal(20, 2)) AS contract_value, cast(1 AS bigint) AS contract_count, cast(NULL AS decimal(20, 2)) AS paid_total, true AS is_counted,
  0 AS flag_count, 0 AS flags_assessed
-- given planned_packages
SELECT *
FROM (
  VALUES
    ('1', 'most', 10.00, 'USD'),
    ('2', 'most', 20.00, 'USD'),
    ('3', 'most', 5000.00, 'IDR'),
    ('4', 'most', 7.00, NULL),
    ('5', 'most', 7.00, NULL),
    ('6', 'most', 7.00, NULL),
    ('7', 'blank', 9.00, NULL),
    ('8', 'both', 30.00, 'USD'),
    ('9', 'tie', 1.00, 'USD'),
    ('10', 'tie', 8.00, 'IDR')
) AS t (plan_id, unit_id, ceiling, currency)
-- query buyer_summary
-- expect buyer_id, currency, process_count, planned_count, planned_value
SELECT *
FROM (VALUES ('most', 'USD', 0, 6, 30.00), ('blank', NULL, 0, 1, 9.00), ('both', 'USD', 1, 1, 30.00), ('tie', 'IDR', 0, 2, 8.00))
  AS t (buyer_id, currency, process_count, planned_count, planned_value)
