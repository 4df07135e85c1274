-- Days of the year of most contracts; the busiest is in the heading, the first of several.
-- given contract_summary
SELECT contract_id, cast(signed AS date) AS signed, is_counted
FROM (
  VALUES
    ('a', '2025-03-01', true), ('b', '2025-03-01', true), ('c', '2025-11-05', true), ('d', '2025-11-05', true), ('e', '2025-12-05', true),
    ('f', '2024-03-05', true), ('g', '2025-12-05', false), ('h', '2025-12-05', false), ('i', NULL, true)
) AS t (contract_id, signed, is_counted)
-- query fig_signing_days
-- expect signed, contract_count, finding_day, finding_count
SELECT cast(signed AS date), contract_count, cast(finding_day AS date), finding_count
FROM (VALUES ('2025-03-01', 2, '2025-03-01', 2), ('2025-11-05', 2, '2025-03-01', 2), ('2025-12-05', 1, '2025-03-01', 2)) AS t (signed, contract_count, finding_day, finding_count)
