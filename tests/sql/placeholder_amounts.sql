-- An estimate or a contract of one rupiah, or a row of nines, stands for an amount that is not there yet: no saving is computed
-- from it, on either side. Small and round prices are real, and so are nines that are not alone.
-- given processes
SELECT ocid, estimate, 'IDR' AS currency
FROM (
  VALUES
    ('nought', 0.00), ('one', 1.00), ('8', 99999999.00), ('9', 999999999.00), ('10', 9999999999.00), ('11', 99999999999.00), ('12', 999999999999.00),
    ('contract one', 1000.00), ('contract nines', 1000000000.00), ('contract nought', 1000.00),
    ('two', 2.00), ('999', 999.00), ('near', 99999998.00), ('cents', 99999999.40)
) AS t (ocid, estimate)
-- given contracts
SELECT ocid, 'k' AS contract_id, 'active' AS status, amount AS "value", 'IDR' AS currency
FROM (
  VALUES
    ('nought', 100.00), ('one', 100.00), ('8', 100.00), ('9', 100.00), ('10', 100.00), ('11', 100.00), ('12', 100.00),
    ('contract one', 1.00), ('contract nines', 999999999.00), ('contract nought', 0.00),
    ('two', 1.50), ('999', 99.90), ('near', 49999999.00), ('cents', 9999999.94)
) AS t (ocid, amount)
-- query process_facts
-- expect ocid, contract_value, saving, saving_share
SELECT *
FROM (
  VALUES
    ('nought', 100.00, NULL, NULL),
    ('one', 100.00, NULL, NULL),
    ('8', 100.00, NULL, NULL),
    ('9', 100.00, NULL, NULL),
    ('10', 100.00, NULL, NULL),
    ('11', 100.00, NULL, NULL),
    ('12', 100.00, NULL, NULL),
    ('contract one', 1.00, NULL, NULL),
    ('contract nines', 999999999.00, NULL, NULL),
    ('contract nought', NULL, NULL, NULL),
    ('two', 1.50, 0.50, 0.25),
    ('999', 99.90, 899.10, 0.9),
    ('near', 49999999.00, 49999999.00, 0.5),
    ('cents', 9999999.94, 89999999.46, 0.9)
) AS t (ocid, contract_value, saving, saving_share)
