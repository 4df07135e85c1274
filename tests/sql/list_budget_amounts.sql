-- Kinds of spending fill the whole of it: where operating spending is one sum it stands itself, with its kinds it does not;
-- what no kind tells is a row of its own.
-- given list_main_currency
SELECT 'rekening' AS subject, 'IDR' AS currency
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
-- expect year_no, subject_id, initial_amount, row_no
SELECT *
FROM (
  VALUES
    (2024, '5.1.01', 60.00, 1),
    (2024, '5.2', 50.00, 2),
    (2024, '5.1.02', 40.00, 3),
    (2025, '5.1', 40.00, 1),
    (2025, '5.2', 30.00, 2),
    (2025, '5.x', 20.00, 3)
) AS t (year_no, subject_id, initial_amount, row_no)
