-- Where fewer lines are told as spent than were budgeted, the share is the least that it can be.
-- given budget_by_account
SELECT 2025 AS year, 'IDR' AS currency, stage, '5.1.01' AS account_code, 'A' AS account, 'A' AS account_en, cast(amount AS decimal(20, 2)) AS amount, line_count
FROM (VALUES ('revised', 100, 3), ('executed', 90, 2)) AS t (stage, amount, line_count)
-- query fig_budget_by_account
-- expect finding_bound_id, finding_bound_en, finding_share
SELECT 'sedikitnya' AS finding_bound_id, 'at least' AS finding_bound_en, 0.9e0 AS finding_share
