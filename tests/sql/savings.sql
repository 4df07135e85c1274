-- Dearer than estimated is a saving below nought and stays in; cancelled processes and contracts, another currency, an estimate
-- of nought, and placeholders are left out; what counts is the contract as changed, not the award.
-- given processes
SELECT ocid, status, estimate, currency
FROM (
  VALUES
    ('cheap', 'complete', 1000.00, 'IDR'),
    ('dear', 'active', 1000.00, 'IDR'),
    ('equal', NULL, 1000.00, 'IDR'),
    ('gone', 'cancelled', 1000.00, 'IDR'),
    ('failed', 'unsuccessful', 1000.00, 'IDR'),
    ('no contract', 'active', 1000.00, 'IDR'),
    ('broken off', 'active', 1000.00, 'IDR'),
    ('foreign', 'active', 1000.00, 'IDR'),
    ('free', 'active', 0.00, 'IDR'),
    ('one', 'active', 1.00, 'IDR'),
    ('no estimate', 'active', NULL, 'IDR')
) AS t (ocid, status, estimate, currency)
-- given contracts
SELECT *
FROM (
  VALUES
    ('cheap', 'k1', 'active', 500.00, 'IDR'),
    ('cheap', 'k2', 'active', 300.00, 'IDR'),
    ('dear', 'k', 'active', 900.00, 'IDR'),
    ('equal', 'k', 'active', 1000.00, 'IDR'),
    ('gone', 'k', 'active', 500.00, 'IDR'),
    ('failed', 'k', 'active', 500.00, 'IDR'),
    ('broken off', 'k', 'cancelled', 500.00, 'IDR'),
    ('foreign', 'k', 'active', 500.00, 'USD'),
    ('free', 'k', 'active', 500.00, 'IDR'),
    ('one', 'k', 'active', 500.00, 'IDR'),
    ('no estimate', 'k', 'active', 500.00, 'IDR')
) AS t (ocid, contract_id, status, value, currency)
-- given awards
SELECT * FROM (VALUES ('cheap', 'w', 'active', 600.00, 'IDR'), ('no contract', 'w', 'active', 600.00, 'IDR')) AS t (ocid, award_id, status, value, currency)
-- given amendments
SELECT * FROM (VALUES ('dear', 'k', '1', DATE '2025-02-01', 1250.00, 'IDR')) AS t (ocid, contract_id, amendment_id, amended, value_after, currency)
-- query savings
-- expect ocid, estimate, contract_value, saving, saving_share, currency
SELECT *
FROM (
  VALUES
    ('cheap', 1000.00, 800.00, 200.00, 0.2, 'IDR'),
    ('dear', 1000.00, 1250.00, -250.00, -0.25, 'IDR'),
    ('equal', 1000.00, 1000.00, 0, 0, 'IDR')
) AS t (ocid, estimate, contract_value, saving, saving_share, currency)
