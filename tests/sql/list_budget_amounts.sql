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
-- given budget_by_unit
SELECT 2024 AS year, 'initial' AS stage, 'u1' AS unit_id, 'Unit' AS unit_name, 'IDR' AS currency, 150.00 AS amount
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
-- expect year_no, subject, subject_id, initial_amount, executed_amount, row_no
SELECT *
FROM (
  VALUES
    (2024, 'kelompok', '5.1.01', 60.00, NULL, 1),
    (2024, 'kelompok', '5.2', 50.00, NULL, 2),
    (2024, 'kelompok', '5.1.02', 40.00, NULL, 3),
    (2025, 'kelompok', '5.1', 40.00, NULL, 1),
    (2025, 'kelompok', '5.2', 30.00, NULL, 2),
    (2025, 'kelompok', '5.x', 20.00, NULL, 3),
    (2024, 'unit', 'u1', 150.00, NULL, 1),
    (2024, 'fungsi', 'Kesehatan', 90.00, 45.00, 1), (2024, 'fungsi', '-', 60.00, NULL, 2),
    (2024, 'dana', 'DAU', 130.00, 45.00, 1), (2024, 'dana', 'PAD', 20.00, NULL, 2)
) AS t (year_no, subject, subject_id, initial_amount, executed_amount, row_no)
