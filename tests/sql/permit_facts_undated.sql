-- A register that does not date its data: what is pending has waited at least to its fifth newest decision; a mistyped year does not matter.
-- given permits
SELECT
  id AS permit_id, 'A' AS kind_id, 'r' AS source_id, cast(received AS date) AS received, cast(decided AS date) AS decided, outcome, 5 AS standard_days,
  cast(NULL AS date) AS as_of
FROM (
  VALUES
    ('1', '2025-01-01', '2025-01-03', 'granted'), ('2', '2025-01-01', '2025-01-20', 'granted'), ('3', '2025-01-01', '2025-01-20', 'refused'),
    ('4', '2025-01-01', '2025-01-21', 'granted'), ('5', '2025-01-01', '2025-01-22', 'granted'), ('6', '2025-01-01', '2205-01-01', 'granted'),
    ('7', '2025-01-10', NULL, 'pending'), ('8', '2025-01-18', NULL, 'pending'), ('9', '2025-01-25', NULL, 'pending')
) AS t (id, received, decided, outcome)
-- query permit_facts
-- expect permit_id, waiting_days, on_time
SELECT permit_id, cast(waiting AS bigint) AS waiting_days, on_time
FROM (
  VALUES
    ('1', NULL, true), ('2', NULL, false), ('3', NULL, false), ('4', NULL, false), ('5', NULL, false), ('6', NULL, false),
    ('7', 10, false), ('8', 2, NULL), ('9', NULL, NULL)
) AS t (permit_id, waiting, on_time)
