-- Two totals of one year and stage in one source; the same total twice, another stage, another source and a unit's own are none.
-- given budget_lines
SELECT id AS budget_line_id, source_id, year, stage, unit_id, account_code, true AS is_total, amount, 'IDR' AS currency
FROM (
  VALUES
    ('1', 'djpk', 2024, 'revised', NULL, '5', 100.00),
    ('2', 'djpk', 2024, 'revised', NULL, '5', 120.00),
    ('3', 'djpk', 2024, 'executed', NULL, '5', 90.00),
    ('4', 'djpk', 2023, 'revised', NULL, '5', 80.00),
    ('5', 'djpk', 2023, 'revised', NULL, '5', 80.00),
    ('6', 'other', 2023, 'revised', NULL, '5', 70.00),
    ('7', 'other', 2023, 'revised', '1.01', '5', 60.00)
) AS t (id, source_id, year, stage, unit_id, account_code, amount)
-- query check_budget_stated_twice
-- expect source_id, year, stage, account_code, smallest, largest
SELECT *
FROM (VALUES ('djpk', 2024, 'revised', '5', 100.00, 120.00)) AS t (source_id, year, stage, account_code, smallest, largest)
