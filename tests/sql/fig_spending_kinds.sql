-- By the budget, revised before initial; a year with execution alone by that; a year without a total has no shares.
-- given budget_by_account
SELECT year, stage, account_code, account_code AS account, account_code AS account_en, 'IDR' AS currency, amount
FROM (
  VALUES
    (2023, 'revised', '5', 100.00), (2023, 'revised', '5.2', 50.00), (2023, 'executed', '5', 80.00), (2023, 'executed', '5.2', 20.00), (2021, 'executed', '5', 80.00), (2021, 'executed', '5.2', 20.00),
    (2023, 'executed', '5.1.01', 40.00), (2024, 'initial', '5', 100.00), (2024, 'initial', '5.1.01', 30.00),
    (2025, 'initial', '5', 100.00), (2025, 'initial', '5.1.01', 25.00), (2025, 'revised', '5', 200.00), (2025, 'revised', '5.1.01', 60.00),
    (2025, 'executed', '5', 10.00), (2025, 'executed', '5.1.01', 9.00), (2022, 'executed', '5.1.01', 9.00)
) AS t (year, stage, account_code, amount)
-- query fig_spending_kinds
-- expect account_code, year, stage, share, finding_share, finding_year
SELECT *
FROM (
  VALUES
    ('5.1.01', 2024, 'initial', 0.3e0, 0.3e0, '2025'), ('5.1.01', 2025, 'revised', 0.3e0, 0.3e0, '2025'), ('5.2', 2023, 'revised', 0.5e0, 0.3e0, '2025'), ('5.2', 2021, 'executed', 0.25e0, 0.3e0, '2025')
) AS t (account_code, year, stage, share, finding_share, finding_year)
