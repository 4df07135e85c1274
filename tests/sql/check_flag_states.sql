-- A mistyped state would be in no count, and nobody would miss it.
-- given flag_results
SELECT * FROM (VALUES ('R', '1', 'flagged'), ('R', '2', 'flaged'), ('R', '3', 'flaged'), ('R', '4', CAST(NULL AS varchar)), ('S', '1', 'clear'), ('S', '2', 'not_applicable'), ('S', '3', 'not_enough_data')) AS t (code, subject_id, state)
-- query check_flag_states
-- expect code, state, row_count, subject_id
SELECT *
FROM (VALUES ('R', '', 1, '4'), ('R', 'flaged', 2, '2')) AS t (code, state, row_count, subject_id)
