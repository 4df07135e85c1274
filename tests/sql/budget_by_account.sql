-- A label at two levels counts once; parts are summed upwards and stated totals left aside; financing is what comes in
-- less what goes out; a year known only by totals shows the totals; a line of a unit is never folded.
-- given budget_lines
SELECT
  id AS budget_line_id, year, stage, unit_id, account_code, account, is_total, amount, 'IDR' AS currency, source_id, row_no AS source_row
FROM (
  VALUES
    ('1', 2024, 'revised', NULL, '5', 'Belanja Daerah', true, 999.00, 's', 1),
    ('2', 2024, 'revised', NULL, '5.1.01', 'Belanja Pegawai', false, 100.00, 's', 2),
    ('3', 2024, 'revised', NULL, '5.1.01', 'Belanja Pegawai', false, 100.00, 's', 3),
    ('4', 2024, 'revised', NULL, '5.2', 'Belanja Modal', false, 50.00, 's', 4),
    ('5', 2024, 'revised', NULL, '6.1.01', 'SiLPA', false, 30.00, 's', 5),
    ('6', 2024, 'revised', NULL, '6.2.02', 'Penyertaan', false, 10.00, 's', 6),
    ('7', 2024, 'executed', NULL, '5.2', 'Belanja Modal', false, 45.00, 's', 7),
    ('8', 2025, 'initial', 'u1', '5', 'Belanja', true, 70.00, 't', 1),
    ('9', 2025, 'initial', 'u2', '5', 'Belanja', true, 30.00, 't', 2),
    ('a', 2026, 'initial', 'u1', '5.1.02.01.01.0024', 'Alat tulis', false, 5.00, 't', 3),
    ('b', 2026, 'initial', 'u1', '5.1.02.01.01.0024', 'Alat tulis', false, 5.00, 't', 4)
) AS t (id, year, stage, unit_id, account_code, account, is_total, amount, source_id, row_no)
-- query budget_by_account
-- expect year, stage, account_code, account_level, amount
SELECT *
FROM (
  VALUES
    (2024, 'revised', '5', 1, 150.00),
    (2024, 'revised', '5.1', 2, 100.00),
    (2024, 'revised', '5.1.01', 3, 100.00),
    (2024, 'revised', '5.2', 2, 50.00),
    (2024, 'revised', '6', 1, 20.00),
    (2024, 'revised', '6.1', 2, 30.00),
    (2024, 'revised', '6.1.01', 3, 30.00),
    (2024, 'revised', '6.2', 2, 10.00),
    (2024, 'revised', '6.2.02', 3, 10.00),
    (2024, 'executed', '5', 1, 45.00),
    (2024, 'executed', '5.2', 2, 45.00),
    (2025, 'initial', '5', 1, 100.00),
    (2026, 'initial', '5', 1, 10.00),
    (2026, 'initial', '5.1', 2, 10.00),
    (2026, 'initial', '5.1.02', 3, 10.00),
    (2026, 'initial', '5.1.02.01.01.0024', 6, 10.00)
) AS t (year, stage, account_code, account_level, amount)
