-- Shares are of a quarter's own value and currency; a method that a quarter has not used is zero there, one whose values are
-- not known has no share. Cancelled processes, self-managed work and stray years are left out.
-- given process_summary
SELECT money AS currency, method, kind, cast(day AS date) AS signed, amount AS value, counted AS is_counted
FROM (
  VALUES
    ('IDR', 'open', 'tender', '2025-01-05', 75.00, true),
    ('IDR', 'direct', 'direct', '2025-02-05', 25.00, true),
    ('IDR', 'direct', 'direct', '2025-02-06', 500.00, false),
    ('IDR', 'direct', 'direct', '2025-12-05', 30.00, true),
    ('IDR', 'direct', 'recorded', '2025-10-05', 10.00, true),
    ('IDR', NULL, NULL, '2025-10-06', NULL, true),
    ('IDR', NULL, 'self_managed', '2025-10-06', 700.00, true),
    ('IDR', 'direct', 'direct', '2024-10-05', 10.00, true),
    ('IDR', 'direct', 'direct', NULL, 10.00, true),
    ('USD', 'open', 'tender', '2025-05-05', 8.00, true)
) AS t (money, method, kind, day, amount, counted)
-- query fig_method_quarters
-- expect currency, year_no, quarter_no, label_id, label_en, row_no, method, share, process_count, finding_share
SELECT *
FROM (
  VALUES
    ('IDR', 2025, 1, 'Triwulan 1 2025', 'Q1 2025', 1, 'open', 0.75e0, 1, 0e0),
    ('IDR', 2025, 1, 'Triwulan 1 2025', 'Q1 2025', 2, 'direct', 0.25e0, 1, 1e0),
    ('IDR', 2025, 1, 'Triwulan 1 2025', 'Q1 2025', 3, 'unknown', 0e0, 0, NULL),
    ('IDR', 2025, 4, 'Triwulan 4 2025', 'Q4 2025', 1, 'open', 0e0, 0, 0e0),
    ('IDR', 2025, 4, 'Triwulan 4 2025', 'Q4 2025', 2, 'direct', 1e0, 2, 1e0),
    ('IDR', 2025, 4, 'Triwulan 4 2025', 'Q4 2025', 3, 'unknown', NULL, 1, NULL),
    ('USD', 2025, 2, 'Triwulan 2 2025', 'Q2 2025', 1, 'open', 1e0, 1, NULL)
) AS t (currency, year_no, quarter_no, label_id, label_en, row_no, method, share, process_count, finding_share)
