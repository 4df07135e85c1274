-- A contract is worth what its latest amendment with an amount says, whatever came after without one, and never an amount in
-- another currency; a contract that names no award has the only one of its process, and none where there are two.
-- given contracts
SELECT *
FROM (
  VALUES
    ('p', 'changed', NULL, 100.00, 'IDR'),
    ('p', 'kept', 'w', 70.00, 'IDR'),
    ('p', 'foreign', 'no such award', 50.00, 'IDR'),
    ('p', 'blank', NULL, NULL, 'IDR'),
    ('p', 'same day', NULL, 10.00, 'IDR'),
    ('q', 'named', 'x', 40.00, 'IDR'),
    ('q', 'changed', NULL, 30.00, 'IDR'),
    ('r', 'none', NULL, 20.00, 'IDR')
) AS t (ocid, contract_id, award_id, value, currency)
-- given amendments
SELECT ocid, contract_id, amendment_id, cast(amended AS date) AS amended, value_after, currency
FROM (
  VALUES
    ('p', 'changed', '1', '2025-01-01', 110.00, 'IDR'),
    ('p', 'changed', '2', '2025-03-01', 90.00, 'IDR'),
    ('p', 'changed', '3', '2025-02-01', 130.00, 'IDR'),
    ('p', 'changed', '4', '2025-04-01', NULL, NULL),
    ('p', 'changed', '5', NULL, 500.00, 'IDR'),
    ('p', 'kept', '1', '2025-01-01', NULL, 'IDR'),
    ('p', 'foreign', '1', '2025-01-01', 60.00, 'USD'),
    ('p', 'blank', '1', '2025-01-01', 15.00, 'IDR'),
    ('p', 'same day', '1', '2025-01-01', 11.00, 'IDR'),
    ('p', 'same day', '2', '2025-01-01', 12.00, 'IDR'),
    ('q', 'changed', '1', '2025-05-01', 33.00, 'IDR')
) AS t (ocid, contract_id, amendment_id, amended, value_after, currency)
-- given awards
SELECT * FROM (VALUES ('p', 'w', 'active'), ('p', 'dead', 'cancelled'), ('q', 'x', 'active'), ('q', 'y', 'active')) AS t (ocid, award_id, status)
-- given award_suppliers
SELECT *
FROM (VALUES ('p', 'w', 'a'), ('p', 'w', 'b'), ('p', 'dead', 'c'), ('q', 'x', 'a'), ('q', 'y', 'b')) AS t (ocid, award_id, supplier_id)
-- query contract_values
-- expect ocid, contract_id, award_id, value_signed, value, amendment_count
SELECT *
FROM (
  VALUES
    ('p', 'changed', 'w', 100.00, 90.00, 5),
    ('p', 'kept', 'w', 70.00, 70.00, 1),
    ('p', 'foreign', 'w', 50.00, 50.00, 1),
    ('p', 'blank', 'w', NULL, 15.00, 1),
    ('p', 'same day', 'w', 10.00, 12.00, 2),
    ('q', 'named', 'x', 40.00, 40.00, 0),
    ('q', 'changed', NULL, 30.00, 33.00, 1),
    ('r', 'none', NULL, 20.00, 20.00, 0)
) AS t (ocid, contract_id, award_id, value_signed, value, amendment_count)
