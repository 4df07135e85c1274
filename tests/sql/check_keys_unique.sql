-- The same key from two sources would count money twice.
-- given processes
SELECT * FROM (VALUES ('p', 's1'), ('p', 's2'), ('q', 's1')) AS t (ocid, source_id)
-- given payments
SELECT * FROM (VALUES ('p', '1', 's1'), ('p', '1', 's2'), ('p', '2', 's1')) AS t (ocid, payment_id, source_id)
-- query check_keys_unique
-- expect table_name, row_key, row_count, first_source, last_source
SELECT *
FROM (VALUES ('payments', 'p / 1', 2, 's1', 's2'), ('processes', 'p', 2, 's1', 's2')) AS t (table_name, row_key, row_count, first_source, last_source)
