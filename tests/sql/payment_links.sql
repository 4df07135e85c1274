-- A payment goes to the contract it names in its own process; one that names none, or another's, goes to the only contract there
-- is, with less certainty, and to none where there are several or nothing was signed.
-- given contracts
SELECT * FROM (VALUES ('one', 'k'), ('two', 'k1'), ('two', 'k2'), ('other', 'x')) AS t (ocid, contract_id)
-- given payments
SELECT *
FROM (
  VALUES
    ('one', '1', 'k', 1.00),
    ('one', '2', NULL, 2.00),
    ('one', '3', 'x', 3.00),
    ('two', '1', 'k2', 4.00),
    ('two', '2', NULL, 5.00),
    ('two', '3', 'k', 6.00),
    ('none', '1', 'k', 7.00),
    ('none', '2', NULL, 8.00)
) AS t (ocid, payment_id, contract_id, amount)
-- query payment_links
-- expect ocid, payment_id, contract_id, match_method, confidence, amount
SELECT *
FROM (
  VALUES
    ('one', '1', 'k', 'contract_id', 1, 1.00),
    ('one', '2', 'k', 'only_contract', 0.9, 2.00),
    ('one', '3', 'k', 'only_contract', 0.9, 3.00),
    ('two', '1', 'k2', 'contract_id', 1, 4.00),
    ('two', '2', NULL, NULL, NULL, 5.00),
    ('two', '3', NULL, NULL, NULL, 6.00),
    ('none', '1', NULL, NULL, NULL, 7.00),
    ('none', '2', NULL, NULL, NULL, 8.00)
) AS t (ocid, payment_id, contract_id, match_method, confidence, amount)
