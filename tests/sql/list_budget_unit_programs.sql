-- A programme of two spellings keeps a name; those without a code share a row, and a name only if it is one; lines without
-- execution are counted, unless levels of detail differ.
-- given list_budget_latest
SELECT
  unit_id, 2025 AS year_no, grain, 'IDR' AS currency, program_code, cast(NULL AS varchar) AS activity_code, cast(NULL AS varchar) AS sub_activity_code,
  '5.1' AS account_code, first_program, program, cast(NULL AS decimal(20, 2)) AS initial_amount, cast(revised AS decimal(20, 2)) AS revised_amount,
  cast(executed AS decimal(20, 2)) AS executed_amount, planned_count, executed_count
FROM (
  VALUES
    ('u1', 'account', '1', 'Jalan', 'JALAN', 100, 50, 2, 2), ('u1', 'account', '1', 'Jalan Raya', 'Jalan Raya', 100, 50, 1, 1),
    ('u1', 'account', NULL, 'Satu', 'Satu', 40, 20, 1, 1), ('u1', 'account', NULL, 'Dua', 'Dua', 20, 10, 1, 1),
    ('u1', 'account', '2', 'Air', 'Air', 10, 4, 2, 1), ('u1', 'account', '3', 'Gas', 'Gas', 8, NULL, 3, 0), ('u1', 'program', '3', 'Gas', 'Gas', NULL, 6, 0, 1),
    ('u2', 'account', NULL, 'Tiga', 'Tiga', 5, 5, 1, 1)
) AS t (unit_id, grain, program_code, first_program, program, revised, executed, planned_count, executed_count)
-- query list_budget_unit_programs
-- expect unit_id, row_no, program_code, program, revised_amount, executed_amount, untold_count, spent_share
SELECT *
FROM (
  VALUES
    ('u1', 1, '1', 'Jalan Raya', 200.00, 100.00, 0, 0.5e0), ('u1', 2, NULL, NULL, 60.00, 30.00, 0, 0.5e0), ('u1', 3, '2', 'Air', 10.00, 4.00, 1, 0.4e0),
    ('u1', 4, '3', 'Gas', 8.00, 6.00, 0, 0.75e0), ('u2', 1, NULL, 'Tiga', 5.00, 5.00, 0, 1e0)
) AS t (unit_id, row_no, program_code, program, revised_amount, executed_amount, untold_count, spent_share)
