-- From the standard tables to one row a process: bids told from registrations, the deadline from the schedule,
-- one currency, placeholders without a ratio, and the run before.
-- given processes
SELECT ocid, kind, method, status, package_id, version, estimate, currency, cast(announced AS timestamp) AS announced, tenderers_reported
FROM (
  VALUES
    ('t1', 'tender', 'open', 'cancelled', 'p', 1, 1000.00, 'IDR', '2025-01-01 00:00:00', NULL),
    ('t2', 'tender', 'open', 'complete', 'p', 2, 1000.00, 'IDR', '2025-02-01 00:00:00', NULL),
    ('t3', 'ocds', 'open', 'complete', NULL, NULL, 500.00, 'USD', NULL, 7),
    ('t4', 'tender', 'open', 'active', NULL, NULL, 1.00, 'IDR', NULL, NULL)
) AS t (ocid, kind, method, status, package_id, version, estimate, currency, announced, tenderers_reported)
-- given tender_schedule
SELECT *
FROM (
  VALUES
    ('t2', '1', 'Upload dokumen prakualifikasi', TIMESTAMP '2025-02-01 00:00:00', TIMESTAMP '2025-02-03 00:00:00'),
    ('t2', '2', 'Upload Dokumen Penawaran', TIMESTAMP '2025-02-05 00:00:00', TIMESTAMP '2025-02-20 00:00:00'),
    ('t2', '3', NULL, TIMESTAMP '2025-03-05 00:00:00', TIMESTAMP '2025-03-20 00:00:00')
) AS t (ocid, stage_no, stage, starts, ends)
-- given bids
SELECT *
FROM (
  VALUES
    ('t2', '1', 'a', 900.00, NULL),
    ('t2', '2', 'b', NULL, NULL),
    ('t2', '3', 'c', NULL, 'disqualified'),
    ('t3', '1', 'a', NULL, 'registered'),
    ('t4', '1', 'a', NULL, NULL)
) AS t (ocid, bid_id, bidder_id, price, status)
-- given awards
SELECT *
FROM (VALUES ('t2', 'w', 'active', 900.00, 'IDR'), ('t3', 'x', 'active', 450.00, 'USD'), ('t3', 'y', 'cancelled', 9.00, 'USD'))
  AS t (ocid, award_id, status, value, currency)
-- given award_suppliers
SELECT *
FROM (VALUES ('t2', 'w', 'a', 'PT A'), ('t3', 'x', 'a', 'PT A'), ('t3', 'x', 'd', 'CV D'), ('t3', 'y', 'e', 'CV E'))
  AS t (ocid, award_id, supplier_id, supplier_name)
-- given contracts
SELECT *
FROM (
  VALUES
    ('t2', 'k', 'active', 880.00, 'IDR'),
    ('t3', 'k1', 'active', 400.00, 'EUR'),
    ('t3', 'k2', 'active', 40.00, 'EUR'),
    ('t3', 'k3', 'active', 4000.00, 'USD'),
    ('t4', 'k', 'active', 1.00, 'IDR')
) AS t (ocid, contract_id, status, value, currency)
-- query process_facts
-- expect ocid, is_counted, currency, estimate, bidder_count, tenderer_count, supplier_count, supplier_names, contract_value, other_currency_count, saving_share, previous_ocid, deadline
SELECT *
FROM (
  VALUES
    ('t1', false, 'IDR', 1000.00, NULL, NULL, 0, NULL, NULL, 0, NULL, NULL, NULL),
    ('t2', true, 'IDR', 1000.00, 3, 2, 1, 'PT A', 880.00, 0, 0.12, 't1', '2025-02-20 00:00:00'),
    ('t3', true, 'EUR', NULL, 1, 7, 2, 'CV D, PT A', 440.00, 1, NULL, NULL, NULL),
    ('t4', true, 'IDR', 1.00, 1, NULL, 0, NULL, 1.00, 0, NULL, NULL, NULL)
) AS t (ocid, is_counted, currency, estimate, bidder_count, tenderer_count, supplier_count, supplier_names, contract_value, other_currency_count, saving_share, previous_ocid, deadline)
