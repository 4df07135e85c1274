-- Currencies whose years differ: each month says its year.
-- given contract_summary
SELECT contract_id, cast(signed AS date) AS signed, cast(10 AS decimal(20, 2)) AS value, currency, true AS is_counted
FROM (VALUES ('a', '2025-03-01', 'PYG'), ('b', '2024-12-31', 'USD')) AS t (contract_id, signed, currency)
-- query fig_signing_months
-- expect currency, month, label_id, label_en
SELECT * FROM (VALUES ('PYG', 3, '3/25', '3/25'), ('USD', 12, '12/24', '12/24')) AS t (currency, month, label_id, label_en)
