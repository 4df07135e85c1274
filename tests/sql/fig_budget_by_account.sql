-- What the heading calls spent is of the accounts that state both.
-- given budget_by_account
SELECT 2025 AS year, 'IDR' AS currency, stage, account_code, account_code AS account, account_code AS account_en, cast(amount AS decimal(20, 2)) AS amount, 1 AS line_count
FROM (
  VALUES
    ('revised', '5.1.01', 100), ('executed', '5.1.01', 90), ('initial', '5.2', 100), ('executed', '5.2', 60), ('revised', '5.3', 50)
) AS t (stage, account_code, amount)
-- query fig_budget_by_account
-- expect account_code, planned, executed, finding_year, finding_bound_en, finding_share
SELECT *
FROM (
  VALUES ('5.1.01', 100, 90, '2025', 'about', 0.75e0), ('5.2', 100, 60, '2025', 'about', 0.75e0), ('5.3', 50, NULL, '2025', 'about', 0.75e0)
) AS t (account_code, planned, executed, finding_year, finding_bound_en, finding_share)
