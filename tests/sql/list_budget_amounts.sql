-- Kinds of spending fill the whole of it: where operating spending is one sum it stands itself, with its kinds it does not;
-- what no kind tells is a row of its own.
-- Functions and funds are summed only for years that tell one; lines that tell none are a row of their own.
-- given list_main_currency
SELECT subject, 'IDR' AS currency FROM (VALUES ('rekening'), ('unit')) AS t (subject)
-- given budget_unit_lines
SELECT year, stage, 'IDR' AS currency, function, fund, amount
FROM (
  VALUES
    (2024, 'initial', 'Kesehatan', 'DAU', 70.00), (2024, 'initial', 'Kesehatan', 'PAD', 20.00), (2024, 'initial', NULL, 'DAU', 60.00),
    (2024, 'executed', 'Kesehatan', 'DAU', 45.00), (2026, 'initial', NULL, NULL, 10.00)
) AS t (year, stage, function, fund, amount)
-- A unit with fewer lines of execution than of budget says how many; levels of detail that differ are not compared.
-- given budget_by_unit
SELECT 2024 AS year, stage, unit_id, 'Unit' AS unit_name, 'IDR' AS currency, amount, line_count, grain
FROM (
  VALUES
    ('initial', 'u1', 150.00, 3, 'account'), ('initial', 'u2', 90.00, 5, 'account'), ('revised', 'u2', 100.00, 6, 'account'),
    ('executed', 'u2', 25.00, 5, 'account'), ('initial', 'u3', 80.00, 5, 'account'), ('executed', 'u3', 20.00, 5, 'account'),
    ('initial', 'u4', 40.00, 5, 'account'), ('executed', 'u4', 30.00, 1, 'unit')
) AS t (stage, unit_id, amount, line_count, grain)
-- given budget_by_account
SELECT year, 'initial' AS stage, account_code, account_code AS account, account_code AS account_en, 'IDR' AS currency, account_level, amount
FROM (
  VALUES
    (2024, '5', 1, 150.00),
    (2024, '5.1', 2, 100.00),
    (2024, '5.1.01', 3, 60.00),
    (2024, '5.1.02', 3, 40.00),
    (2024, '5.2', 2, 50.00),
    (2025, '5', 1, 90.00),
    (2025, '5.1', 2, 40.00),
    (2025, '5.2', 2, 30.00),
    (2026, '5', 1, 10.00)
) AS t (year, account_code, account_level, amount)
-- query list_budget_amounts
-- expect year_no, subject, subject_id, initial_amount, executed_amount, row_no, spent_share, untold_count
SELECT *
FROM (
  VALUES
    (2024, 'kelompok', '5.1.01', 60.00, NULL, 1, NULL, 0),
    (2024, 'kelompok', '5.2', 50.00, NULL, 2, NULL, 0),
    (2024, 'kelompok', '5.1.02', 40.00, NULL, 3, NULL, 0),
    (2025, 'kelompok', '5.1', 40.00, NULL, 1, NULL, 0),
    (2025, 'kelompok', '5.2', 30.00, NULL, 2, NULL, 0),
    (2025, 'kelompok', '5.x', 20.00, NULL, 3, NULL, 0),
    (2024, 'unit', 'u1', 150.00, NULL, 1, NULL, 0), (2024, 'unit', 'u2', 90.00, 25.00, 2, 0.25e0, 1), (2024, 'unit', 'u3', 80.00, 20.00, 3, 0.25e0, 0),
    (2024, 'unit', 'u4', 40.00, 30.00, 4, 0.75e0, 0),
    (2024, 'fungsi', 'Kesehatan', 90.00, 45.00, 1, 0.5e0, 0), (2024, 'fungsi', '-', 60.00, NULL, 2, NULL, 0),
    (2024, 'dana', 'DAU', 130.00, 45.00, 1, cast(45 AS double) / 130, 0), (2024, 'dana', 'PAD', 20.00, NULL, 2, NULL, 0)
) AS t (year_no, subject, subject_id, initial_amount, executed_amount, row_no, spent_share, untold_count)
