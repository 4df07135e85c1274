-- One event a process, kind, day and currency: payments of one day are one; what lies after the data's date is none yet.
-- given processes
SELECT ocid, 'B' AS buyer_id, cast('2025-03-10' AS date) AS as_of FROM (VALUES ('p'), ('q')) AS t (ocid)
-- given process_facts
SELECT
  ocid, cast(announced AS date) AS announced_date, cast(awarded AS date) AS awarded, estimate, cast(NULL AS decimal(20,2)) AS ceiling, 90.00 AS award_value,
  'IDR' AS currency
FROM (
  VALUES ('p', '2025-01-02', '2025-02-01', 100.00), ('q', '2025-01-02', '2025-04-01', NULL)
) AS t (ocid, announced, awarded, estimate)
-- given contract_summary
SELECT 'p' AS ocid, cast('2025-02-03' AS date) AS signed, 90.00 AS value, 'IDR' AS currency
-- given amendments
SELECT 'p' AS ocid, 'c' AS contract_id, 'a' AS amendment_id, cast('2025-02-05' AS date) AS amended
-- given payments
SELECT 'p' AS ocid, id AS payment_id, cast(paid AS date) AS paid, amount, 'IDR' AS currency
FROM (VALUES ('1', '2025-03-01', 10.00), ('2', '2025-03-01', 20.00), ('3', '2025-05-01', 5.00)) AS t (id, paid, amount)
-- query list_events
-- expect ocid, happened, event, amount, currency
SELECT ocid, cast(happened AS date) AS happened, event, amount, currency
FROM (
  VALUES
    ('p', '2025-01-02', 'announced', 100.00, 'IDR'),
    ('p', '2025-02-01', 'awarded', 90.00, 'IDR'),
    ('p', '2025-02-03', 'signed', 90.00, 'IDR'),
    ('p', '2025-02-05', 'amended', NULL, NULL),
    ('p', '2025-03-01', 'paid', 30.00, 'IDR'),
    ('q', '2025-01-02', 'announced', NULL, NULL)
) AS t (ocid, happened, event, amount, currency)
