-- A joint venture's value goes to nobody in full; a known share, and contracts of one's own, are credited; the contract's value replaces the award's.
-- A contract of an award of which nobody is named, or which is not in force, is its own supplier's, and not another award's.
-- given processes
SELECT *
FROM (VALUES ('one', 'complete'), ('joint', 'complete'), ('shared', 'complete'), ('split', 'complete'), ('bare', 'complete'), ('part', 'complete'), ('dead', 'cancelled'), ('far', 'complete'), ('void', 'complete')) AS t (ocid, status)
-- given awards
SELECT *
FROM (
  VALUES
    ('one', 'w', 'active', 100.00, 'IDR'),
    ('joint', 'w', 'active', 100.00, 'IDR'),
    ('shared', 'w', 'active', 100.00, 'IDR'),
    ('shared', 'x', 'unsuccessful', 50.00, 'IDR'),
    ('split', 'w', 'active', 100.00, 'IDR'),
    ('part', 'w', 'active', 100.00, 'USD'),
    ('dead', 'w', 'active', 100.00, 'IDR'),
    ('far', 'x', 'active', 100.00, 'IDR'),
    ('far', 'y', 'active', 50.00, 'IDR'),
    ('void', 'x', 'cancelled', 80.00, 'IDR'),
    ('void', 'y', 'active', 50.00, 'IDR')
) AS t (ocid, award_id, status, value, currency)
-- given award_suppliers
SELECT *
FROM (
  VALUES
    ('one', 'w', 'a', NULL),
    ('joint', 'w', 'a', NULL),
    ('joint', 'w', 'b', NULL),
    ('shared', 'w', 'a', 0.7),
    ('shared', 'w', 'b', 0.3),
    ('shared', 'x', 'c', NULL),
    ('split', 'w', 'a', NULL),
    ('split', 'w', 'b', NULL),
    ('part', 'w', 'a', 0.5),
    ('part', 'w', 'b', 0.3),
    ('part', 'w', 'c', 0.2),
    ('dead', 'w', 'a', NULL),
    ('far', 'y', 'b', NULL),
    ('void', 'x', 'c', NULL),
    ('void', 'y', 'b', NULL)
) AS t (ocid, award_id, supplier_id, share)
-- given contracts
SELECT *
FROM (VALUES ('one', 'k', NULL, 'a', 110.00, 'IDR'), ('joint', 'k', 'w', 'a', 90.00, 'IDR'), ('split', 'k', 'w', 'a', 60.00, 'IDR'), ('split', 'l', 'w', 'b', 30.00, 'IDR'), ('split', 'm', 'w', 'b', 5.00, 'IDR'), ('split', 'change', 'w', NULL, 8.00, 'IDR'), ('bare', 'k', NULL, 'd', 70.00, 'USD'), ('part', 'k', 'w', 'a', 60.00, 'IDR'), ('part', 'l', 'w', 'b', 30.00, 'IDR'), ('part', 'm', 'w', NULL, 10.00, 'IDR'),
    ('far', 'k', 'x', 'a', 100.00, 'IDR'), ('far', 'l', 'y', NULL, 50.00, 'IDR'), ('void', 'k', 'x', 'c', 80.00, 'IDR'))
  AS t (ocid, contract_id, award_id, supplier_id, value, currency)
-- given amendments
SELECT *
FROM (VALUES ('one', 'k', '1', DATE '2025-01-01', 120.00, 'IDR'), ('one', 'k', '2', DATE '2025-02-01', 125.00, 'IDR'), ('one', 'k', '3', DATE '2025-03-01', NULL, 'IDR'))
  AS t (ocid, contract_id, amendment_id, amended, value_after, currency)
-- query supplier_awards
-- expect ocid, award_id, supplier_id, joint, contract_value, value, currency
SELECT *
FROM (
  VALUES
    ('one', 'w', 'a', false, 125.00, 125.00, 'IDR'),
    ('joint', 'w', 'a', true, 90.00, NULL, 'IDR'),
    ('joint', 'w', 'b', true, 90.00, NULL, 'IDR'),
    ('shared', 'w', 'a', true, NULL, 70.00, 'IDR'),
    ('shared', 'w', 'b', true, NULL, 30.00, 'IDR'),
    ('split', 'w', 'a', true, 103.00, 60.00, 'IDR'),
    ('split', 'w', 'b', true, 103.00, 35.00, 'IDR'),
    ('part', 'w', 'a', true, 100.00, 60.00, 'IDR'),
    ('part', 'w', 'b', true, 100.00, 30.00, 'IDR'),
    ('part', 'w', 'c', true, 100.00, NULL, 'IDR'),
    ('bare', 'contract/k', 'd', false, 70.00, 70.00, 'USD'),
    ('far', 'y', 'b', false, 50.00, 50.00, 'IDR'),
    ('far', 'contract/k', 'a', false, 100.00, 100.00, 'IDR'),
    ('void', 'y', 'b', false, NULL, 50.00, 'IDR'),
    ('void', 'contract/k', 'c', false, 80.00, 80.00, 'IDR')
) AS t (ocid, award_id, supplier_id, joint, contract_value, value, currency)
