-- A flag that does not apply, or has too little data, is neither fired nor assessed; flags about a buyer are no process's; a
-- process no flag looked at has none of none; cancelled ones keep their row.
-- given processes
SELECT *
FROM (VALUES ('flagged', 'active'), ('clear', 'complete'), ('unjudged', NULL), ('quiet', 'active'), ('gone', 'cancelled')) AS t (ocid, status)
-- given contracts
SELECT *
FROM (VALUES ('flagged', 'k1', 'active', 5.00, 'IDR'), ('flagged', 'k2', 'active', 6.00, 'IDR')) AS t (ocid, contract_id, status, value, currency)
-- given flag_results
SELECT *
FROM (
  VALUES
    ('r003', 'flagged', 'flagged'),
    ('r018', 'flagged', 'flagged'),
    ('near_estimate', 'flagged', 'clear'),
    ('sanctioned', 'flagged', 'not_enough_data'),
    ('r003', 'clear', 'clear'),
    ('r018', 'clear', 'not_applicable'),
    ('r003', 'unjudged', 'not_applicable'),
    ('r018', 'unjudged', 'not_enough_data'),
    ('r003', 'gone', 'flagged'),
    ('of a buyer', NULL, 'flagged')
) AS t (code, ocid, state)
-- query process_summary
-- expect ocid, flag_count, flags_assessed, is_counted, contract_count, contract_value
SELECT *
FROM (
  VALUES
    ('flagged', 2, 3, true, 2, 11.00),
    ('clear', 0, 1, true, 0, NULL),
    ('unjudged', 0, 0, true, 0, NULL),
    ('quiet', 0, 0, true, 0, NULL),
    ('gone', 1, 1, false, 0, NULL)
) AS t (ocid, flag_count, flags_assessed, is_counted, contract_count, contract_value)
