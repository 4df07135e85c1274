-- An office's money is that of the currency most of its processes are in, and never added to another; cancelled processes and
-- plans in another currency are no money of it; the share bought directly is of what has a method, and not told where most has
-- none; self-managed work is bought from nobody; a firm that won nothing of value is not the largest.
-- given processes
SELECT * FROM (VALUES ('a'), ('m'), ('s'), ('f'), ('n'), (NULL)) AS t (buyer_id)
-- given planned_packages
SELECT *
FROM (
  VALUES
    ('1', 'a', 300.00, 'IDR'),
    ('2', 'a', 200.00, 'IDR'),
    ('3', 'm', 50.00, 'USD'),
    ('4', 'only plans', 10.00, 'IDR'),
    ('5', NULL, 99.00, 'IDR')
) AS t (plan_id, unit_id, ceiling, currency)
-- given catalogue_orders
SELECT 'o' AS order_id, 'only orders' AS buyer_id
-- given process_summary
SELECT
  ocid, buyer_id, kind, method, currency, cast(amount AS decimal(20, 2)) AS "value", cast(contracted AS decimal(20, 2)) AS contract_value,
  cast(contracts AS bigint) AS contract_count, cast(paid AS decimal(20, 2)) AS paid_total, counted AS is_counted, flags AS flag_count, judged AS flags_assessed
FROM (
  VALUES
    ('a1', 'a', 'tender', 'open', 'IDR', 100, 100, 1, 40, true, 1, 2),
    ('a2', 'a', 'direct', 'direct', 'IDR', 50, 50, 2, NULL, true, 0, 2),
    ('a3', 'a', 'ocds', NULL, 'IDR', 50, NULL, 0, NULL, true, 0, 0),
    ('a4', 'a', 'tender', 'open', 'USD', 9000, 9000, 1, 9000, true, 1, 1),
    ('a5', 'a', 'tender', 'direct', 'IDR', 700, 700, 1, 7, false, 1, 1),
    ('a6', 'a', 'tender', 'open', NULL, NULL, NULL, 0, NULL, true, 0, 0),
    ('m1', 'm', 'ocds', NULL, 'IDR', 60, 60, 1, NULL, true, 0, 0),
    ('m2', 'm', 'ocds', 'direct', 'IDR', 40, 40, 1, NULL, true, 0, 0),
    ('s1', 's', 'self_managed', NULL, 'IDR', 500, NULL, 0, 500, true, 0, 0),
    ('s2', 's', 'tender', 'limited', 'IDR', 10, 10, 1, NULL, true, 0, 0),
    ('f1', 'f', 'ocds', NULL, NULL, NULL, NULL, 0, NULL, true, 0, 0),
    ('f2', 'f', 'ocds', NULL, NULL, NULL, NULL, 0, NULL, true, 0, 0),
    ('f3', 'f', 'ocds', 'open', 'EUR', 0, NULL, 0, NULL, true, 0, 0),
    ('n1', 'n', 'tender', 'open', 'IDR', NULL, NULL, 0, NULL, false, 0, 0),
    ('x1', NULL, 'tender', 'open', 'IDR', 1, 1, 1, 1, true, 1, 1)
) AS t (ocid, buyer_id, kind, method, currency, amount, contracted, contracts, paid, counted, flags, judged)
-- given supplier_buyer_year
SELECT buyer_id, supplier_id, currency, cast(amount AS decimal(20, 2)) AS "value"
FROM (
  VALUES
    ('a', 'p', 'IDR', 60),
    ('a', 'p', 'IDR', 60),
    ('a', 'q', 'IDR', 80),
    ('a', 'r', 'USD', 9000),
    ('m', 't', 'IDR', 50),
    ('m', 'q', 'IDR', 50),
    ('m', 'u', 'IDR', NULL),
    ('f', 'p', 'EUR', 0),
    ('f', 'q', 'EUR', NULL)
) AS t (buyer_id, supplier_id, currency, amount)
-- given supplier_awards
SELECT *
FROM (VALUES ('a', 'p'), ('a', 'p'), ('a', 'q'), ('a', 'r'), ('m', 'q'), ('f', 'p'), (NULL, 'z')) AS t (buyer_id, supplier_id)
-- given organizations
SELECT * FROM (VALUES ('a', 'Dinas A'), ('p', 'PT P'), ('q', 'CV Q')) AS t (organization_id, name)
-- query buyer_summary
-- expect buyer_id, name, currency, process_count, cancelled_count, contract_count, contract_value, value, planned_count, planned_value, supplier_count, direct_share, method_share, top_supplier_id, top_supplier_name, top_supplier_share, credited_value, flagged_count, assessed_count, paid_total, other_currency_count
SELECT *
FROM (
  VALUES
    ('a', 'Dinas A', 'IDR', 5, 1, 4, 150.00, 200.00, 2, 500.00, 3, 1e0 / 3, 0.75, 'p', 'PT P', 0.6, 200.00, 2, 3, 40.00, 2),
    ('m', NULL, 'IDR', 2, 0, 2, 100.00, 100.00, 1, NULL, 1, NULL, 0.4, 'q', 'CV Q', 0.5, 100.00, 0, 0, NULL, 0),
    ('s', NULL, 'IDR', 2, 0, 1, 10.00, 510.00, 0, NULL, 0, 0, 1, NULL, NULL, NULL, NULL, 0, 0, 500.00, 0),
    ('f', NULL, 'EUR', 3, 0, 0, NULL, 0, 0, NULL, 1, NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, 2),
    ('n', NULL, NULL, 0, 1, 0, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0),
    ('only plans', NULL, 'IDR', 0, 0, 0, NULL, NULL, 1, 10.00, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0),
    ('only orders', NULL, NULL, 0, 0, 0, NULL, NULL, 0, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, 0, 0, NULL, 0)
) AS t (buyer_id, name, currency, process_count, cancelled_count, contract_count, contract_value, value, planned_count, planned_value, supplier_count, direct_share, method_share, top_supplier_id, top_supplier_name, top_supplier_share, credited_value, flagged_count, assessed_count, paid_total, other_currency_count)
