-- Value now, payments by contract number or to the only contract, the latest progress.
-- given processes
SELECT * FROM (VALUES ('p', 'active'), ('q', 'active')) AS t (ocid, status)
-- given contracts
SELECT *
FROM (VALUES ('p', 'k', 'active', 100.00, 'IDR'), ('q', 'k1', 'active', 100.00, 'IDR'), ('q', 'k2', 'cancelled', 100.00, 'IDR'))
  AS t (ocid, contract_id, status, value, currency)
-- given payments
SELECT *
FROM (
  VALUES
    ('p', '1', 'another number', 40.00, 'IDR'),
    ('p', '2', NULL, 20.00, 'IDR'),
    ('p', '3', 'k', 5.00, 'USD'),
    ('q', '1', 'k1', 30.00, 'IDR'),
    ('q', '2', NULL, 30.00, 'IDR')
) AS t (ocid, payment_id, contract_id, amount, currency)
-- given progress
SELECT *
FROM (VALUES ('p', 'k', '1', DATE '2025-01-01', 80.0), ('p', 'k', '2', DATE '2025-02-01', 60.0), ('p', 'k', '3', DATE '2025-03-01', NULL))
  AS t (ocid, contract_id, progress_id, reported, physical_percent)
-- query contract_summary
-- expect ocid, contract_id, value, paid_total, payment_count, physical_percent, is_counted
SELECT *
FROM (
  VALUES
    ('p', 'k', 100.00, 60.00, 2, 60, true),
    ('q', 'k1', 100.00, 30.00, 1, NULL, true),
    ('q', 'k2', 100.00, NULL, 0, NULL, false)
) AS t (ocid, contract_id, value, paid_total, payment_count, physical_percent, is_counted)
