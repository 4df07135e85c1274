-- The same line reached through two plans, or told twice by one, counts once; lines of different funds are one row, those of
-- another currency or account are not; only programmes with a page have a link; other hops of the chain fund nothing.
-- A line without an amount comes last.
-- given chain_links
SELECT *
FROM (
  VALUES
    ('budget_plan', 'b1', 'k1'),
    ('budget_plan', 'b1', 'k2'),
    ('budget_plan', 'b2', 'k1'),
    ('budget_plan', 'b3', 'k1'),
    ('budget_plan', 'b4', 'k1'),
    ('budget_plan', 'b5', 'k2'),
    ('budget_plan', 'b6', 'k9'),
    ('budget_plan', 'b8', 'k1'),
    ('plan_process', 'b7', 'k1')
) AS t (hop, from_id, to_id)
-- given plan_links
SELECT * FROM (VALUES ('p', 'k1'), ('p', 'k2'), ('q', 'k2')) AS t (ocid, plan_id)
-- given chain_budget
SELECT budget_line_id, cast(year_no AS bigint) AS "year", 'U' AS unit_id, cast(amount AS decimal(20, 2)) AS amount
FROM (VALUES ('b1', 2025, 100), ('b2', 2025, 30), ('b3', 2025, 7), ('b4', 2025, 90), ('b5', 2026, 5), ('b6', 2025, 1), ('b7', 2025, 1), ('b8', 2025, NULL))
  AS t (budget_line_id, year_no, amount)
-- given budget_lines
SELECT *
FROM (
  VALUES
    ('b1', 'revised', '1.02', 'Program', '1.02.01', '5.1.02', 'PAD', 'IDR'),
    ('b2', 'revised', '1.02', 'Program', '1.02.01', '5.1.02', 'DAU', 'IDR'),
    ('b3', 'revised', '1.02', 'Program', '1.02.01', '5.1.02', 'PHLN', 'USD'),
    ('b4', 'revised', '1.02', 'Program', '1.02.01', '5.2.01', 'PAD', 'IDR'),
    ('b5', 'initial', '1.03', 'Lain', '1.03.01', NULL, 'PAD', 'IDR'),
    ('b6', 'revised', '1.02', 'Program', '1.02.01', '5.1.02', 'PAD', 'IDR'),
    ('b7', 'revised', '1.02', 'Program', '1.02.01', '5.1.02', 'PAD', 'IDR'),
    ('b8', 'revised', '1.02', 'Program', '1.02.01', '5.3.01', 'PAD', 'IDR')
) AS t (budget_line_id, stage, program_code, program, sub_activity_code, account_code, fund, currency)
-- given list_budget_unit_programs
SELECT * FROM (VALUES ('U', '1.02'), ('U', '1.02'), ('V', '1.03'), ('U', NULL)) AS t (unit_id, program_code)
-- query list_process_budget
-- expect ocid, row_no, year_no, stage, program_code, program_page, account_code, amount, currency
SELECT *
FROM (
  VALUES
    ('p', 1, 2026, 'initial', '1.03', NULL, '', 5.00, 'IDR'),
    ('p', 2, 2025, 'revised', '1.02', '1.02', '5.1.02', 130.00, 'IDR'),
    ('p', 3, 2025, 'revised', '1.02', '1.02', '5.2.01', 90.00, 'IDR'),
    ('p', 4, 2025, 'revised', '1.02', '1.02', '5.1.02', 7.00, 'USD'),
    ('p', 5, 2025, 'revised', '1.02', '1.02', '5.3.01', NULL, 'IDR'),
    ('q', 1, 2026, 'initial', '1.03', NULL, '', 5.00, 'IDR'),
    ('q', 2, 2025, 'revised', '1.02', '1.02', '5.1.02', 100.00, 'IDR')
) AS t (ocid, row_no, year_no, stage, program_code, program_page, account_code, amount, currency)
