-- From budget to payment: what joins, by which key, and what is left. Executed lines are no plan; the revised budget
-- stands for the year.
-- given budget_lines
SELECT id AS budget_line_id, 2025 AS year, stage, '1.01' AS unit_id, '1.01.02.2.01.0001' AS sub_activity_code, account_code, false AS is_total,
  amount, 'IDR' AS currency, 'lines' AS source_id
FROM (
  VALUES
    ('i', 'initial', '5.1.02.01.01.0024', 90.00),
    ('r', 'revised', '5.1.02.01.01.0024', 100.00),
    ('e', 'executed', '5.1.02.01.01.0024', 80.00)
) AS t (id, stage, account_code, amount)
-- given planned_packages
SELECT *, 'IDR' AS currency
FROM (VALUES ('10', 2025, '1.01', 95.00), ('11', 2025, '1.01', 5.00)) AS t (plan_id, year, unit_id, ceiling)
-- given plan_funding
SELECT *
FROM (
  VALUES
    ('10', 'a', 2025, '1.01.02.2.01.0001.5.1.02.01.01.0024', '1.01.02.2.01.0001'),
    ('11', 'a', 2025, '1.01.02.2.01.0001.5.1.02.99.99.9999', '1.01.02.2.01.0001')
) AS t (plan_id, line, year, mak, sub_activity_code)
-- given processes
SELECT *, 'IDR' AS currency
FROM (VALUES ('p', 'complete', 90.00), ('renumbered', 'active', 4.00), ('lost', 'active', 7.00), ('dead', 'cancelled', 1000.00)) AS t (ocid, status, estimate)
-- given process_plans
SELECT * FROM (VALUES ('p', '10'), ('p', '10'), ('renumbered', '9'), ('lost', 'not in the plan'), ('dead', '10')) AS t (ocid, plan_id)
-- given plan_revisions
SELECT * FROM (VALUES ('9', '11', '11'), ('10', '12', '12')) AS t (previous_plan_id, change_id, plan_id)
-- given contracts
SELECT *, 'IDR' AS currency
FROM (VALUES ('p', 'k', 85.00), ('stray', 'k', 3.00)) AS t (ocid, contract_id, value)
-- given payments
SELECT *, 'IDR' AS currency
FROM (VALUES ('p', '1', 'k', 50.00), ('p', '2', 'k', 30.00), ('lost', '1', NULL, 2.00), ('dead', '1', NULL, 500.00)) AS t (ocid, payment_id, contract_id, amount)
-- query chain_funnel
-- expect position, stage, row_count, amount, joined_count, unjoined_count, unjoined_amount
SELECT *
FROM (
  VALUES
    (1, 'budget', 1, 100.00, NULL, NULL, NULL),
    (2, 'plan', 2, 100.00, 1, 1, 5.00),
    (3, 'process', 3, 101.00, 2, 1, 7.00),
    (4, 'contract', 2, 88.00, 1, 1, 3.00),
    (5, 'payment', 3, 82.00, 2, 1, 2.00)
) AS t (position, stage, row_count, amount, joined_count, unjoined_count, unjoined_amount)
