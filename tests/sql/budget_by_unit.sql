-- The same spending stated by account, by sub-activity and as a total counts once, from the finest; a planning system's
-- own number of a unit is taken for the unit; stages stay apart; revenue is not spending.
-- given units
SELECT * FROM (VALUES ('1.01', '60414', 'Dinas A'), ('1.02', '60415', 'Dinas B')) AS t (unit_id, local_id, name)
-- given budget_lines
SELECT
  id AS budget_line_id, 2025 AS year, stage, unit_id, program_code, sub_activity_code, account_code, is_total, amount, 'IDR' AS currency, source_id
FROM (
  VALUES
    ('1', 'initial', '1.01', '1', '1.1', '5.1.02', false, 10.00, 'lines'),
    ('2', 'initial', '1.01', NULL, NULL, '5.1.01', false, 20.00, 'lines'),
    ('3', 'initial', '1.01', NULL, NULL, '4.1.01', false, 99.00, 'lines'),
    ('4', 'initial', '60414', '1', '1.1', NULL, false, 11.00, 'masters'),
    ('5', 'initial', '60415', '1', '1.1', NULL, false, 12.00, 'masters'),
    ('6', 'initial', '60415', '1', '1.2', NULL, false, 13.00, 'masters'),
    ('7', 'initial', '60415', '1', NULL, NULL, true, 25.00, 'masters'),
    ('8', 'initial', '1.02', NULL, NULL, '5', true, 26.00, 'totals'),
    ('9', 'executed', '1.01', '1', '1.1', '5.1.02', false, 7.00, 'lines')
) AS t (id, stage, unit_id, program_code, sub_activity_code, account_code, is_total, amount, source_id)
-- query budget_by_unit
-- expect stage, unit_id, unit_name, amount, line_count, grain
SELECT *
FROM (
  VALUES
    ('initial', '1.01', 'Dinas A', 30.00, 2, 'account'),
    ('initial', '1.02', 'Dinas B', 25.00, 2, 'sub_activity'),
    ('executed', '1.01', 'Dinas A', 7.00, 1, 'account')
) AS t (stage, unit_id, unit_name, amount, line_count, grain)
