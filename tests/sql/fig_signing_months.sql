-- The year with the most contracts, and its largest month in the heading.
-- given contract_summary
SELECT contract_id, cast(signed AS date) AS signed, cast(amount AS decimal(20, 2)) AS value, 'IDR' AS currency, is_counted
FROM (
  VALUES
    ('a', '2025-03-01', 10, true), ('b', '2025-03-31', 20, true), ('c', '2025-11-05', 70, true), ('d', '2024-03-05', 500, true),
    ('e', '2025-01-05', 900, false), ('f', '2025-05-05', NULL, true)
) AS t (contract_id, signed, amount, is_counted)
-- query fig_signing_months
-- expect month, year, value, contract_count, label_id, finding_label_en, finding_year, finding_share
SELECT *
FROM (
  VALUES (3, 2025, 30, 2, 'Mar', 'November', '2025', 0.7e0), (5, 2025, NULL, 1, 'Mei', 'November', '2025', 0.7e0),
    (11, 2025, 70, 1, 'Nov', 'November', '2025', 0.7e0)
) AS t (month, year, value, contract_count, label_id, finding_label_en, finding_year, finding_share)
