-- What is dated after its own source's data; a source without a date says nothing of it.
-- given awards
SELECT ocid, '1' AS award_id, cast(awarded AS date) AS awarded, cast(as_of AS date) AS as_of
FROM (VALUES ('a', '2025-08-22', '2025-03-11'), ('b', '2025-03-11', '2025-03-11'), ('c', '2025-08-22', NULL)) AS t (ocid, awarded, as_of)
-- given payments
SELECT ocid, payment_id, cast('2025-04-01' AS date) AS paid, cast('2025-03-11' AS date) AS as_of FROM (VALUES ('a', '1'), ('a', '2')) AS t (ocid, payment_id)
-- query check_dates_after_data
-- expect ocid, event, cast(happened AS varchar), event_count
SELECT * FROM (VALUES ('a', 'awarded', '2025-08-22', 1), ('a', 'paid', '2025-04-01', 2)) AS t (ocid, event, happened, event_count)
