-- Thirty days up to the newest date of the data: a day more is old, a day later is no event yet. A process counts once, whatever
-- its contracts; sums are of the main currency, and of what was agreed or paid and not
-- cancelled.
-- given processes
SELECT ocid, cast(as_of AS date) AS as_of FROM (VALUES ('a', '2025-10-01'), ('b', '2025-11-30'), ('c', NULL)) AS t (ocid, as_of)
-- given list_main_currency
SELECT 'paket' AS subject, 'IDR' AS currency
-- given list_events
SELECT ocid, event, cast(happened AS date) AS happened, cast(amount AS decimal(20, 2)) AS amount, currency
FROM (
  VALUES
    ('a', 'announced', '2025-11-01', 900, 'IDR'), ('b', 'announced', '2025-10-31', 900, 'IDR'), ('c', 'announced', '2025-11-30', 900, 'IDR'),
    ('c', 'signed', '2025-11-30', 10, 'IDR'), ('c', 'signed', '2025-11-20', 5, 'IDR'), ('b', 'signed', '2025-11-20', 5, 'USD'),
    ('b', 'signed', '2025-12-01', 7, 'IDR'), ('b', 'amended', '2025-11-20', NULL, NULL), ('a', 'paid', '2025-11-15', 3, 'IDR'), ('d', 'paid', '2025-11-15', 4, 'IDR')
) AS t (ocid, event, happened, amount, currency)
-- given process_summary
SELECT ocid, is_counted FROM (VALUES ('a', true), ('b', true), ('c', true), ('d', false)) AS t (ocid, is_counted)
-- query list_home_news
-- expect row_no, event, process_count, amount, currency, cast(first_day AS varchar), cast(last_day AS varchar)
SELECT *
FROM (
  VALUES
    (1, 'announced', 2, NULL, 'IDR', '2025-11-01', '2025-11-30'), (2, 'signed', 2, 15, 'IDR', '2025-11-01', '2025-11-30'),
    (3, 'amended', 1, NULL, 'IDR', '2025-11-01', '2025-11-30'), (4, 'paid', 2, 3, 'IDR', '2025-11-01', '2025-11-30')
) AS t (row_no, event, process_count, amount, currency, first_day, last_day)
