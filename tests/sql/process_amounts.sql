-- Currencies are never added: the main one is that of the contracts, else of awards, else of the estimate, else of payments;
-- cancelled contracts and failed awards are no money; an amount that names no currency stands apart and is never the main one.
-- given processes
SELECT *
FROM (VALUES ('two', 'IDR'), ('award', 'IDR'), ('estimate', 'IDR'), ('paid', NULL), ('unnamed', 'IDR'), ('most', 'IDR'), ('empty', NULL))
  AS t (ocid, currency)
-- given contracts
SELECT ocid, contract_id, status, amount AS "value", currency, cast(signed AS date) AS signed
FROM (
  VALUES
    ('two', 'k1', 'active', 100.00, 'EUR', '2025-03-02'),
    ('two', 'k2', 'pending', 10.00, 'EUR', '2025-03-01'),
    ('two', 'k3', 'cancelled', 1000.00, 'EUR', '2025-01-01'),
    ('two', 'k4', NULL, 7.00, 'USD', '2025-02-01'),
    ('award', 'k', 'cancelled', 900.00, 'GBP', '2025-01-01'),
    ('unnamed', 'k', 'active', 50.00, NULL, NULL),
    ('most', 'k1', 'active', 1.00, 'USD', NULL),
    ('most', 'k2', 'active', 1.00, 'USD', NULL),
    ('most', 'k3', 'active', 900.00, 'EUR', NULL)
) AS t (ocid, contract_id, status, amount, currency, signed)
-- given awards
SELECT ocid, award_id, status, amount AS "value", currency, cast(awarded AS date) AS awarded
FROM (
  VALUES
    ('award', 'w1', 'active', 40.00, 'USD', '2025-02-02'),
    ('award', 'w2', 'pending', 5.00, 'USD', '2025-02-01'),
    ('award', 'w3', 'unsuccessful', 300.00, 'USD', '2025-01-01'),
    ('award', 'w4', 'cancelled', 300.00, 'CHF', '2025-01-01'),
    ('two', 'w1', NULL, 120.00, 'EUR', '2025-01-20')
) AS t (ocid, award_id, status, amount, currency, awarded)
-- given payments
SELECT *
FROM (
  VALUES
    ('two', '1', 30.00, 'EUR'),
    ('two', '2', 30.00, 'EUR'),
    ('estimate', '1', 8.00, 'USD'),
    ('estimate', '2', 8.00, 'USD'),
    ('paid', '1', 3.00, 'EUR'),
    ('paid', '2', 4.00, 'USD'),
    ('paid', '3', 4.00, 'USD')
) AS t (ocid, payment_id, amount, currency)
-- query process_amounts
-- expect ocid, currency, contract_value, contract_count, signed, award_value, award_count, awarded, paid_total, payment_count, is_main, other_currency_count
SELECT *
FROM (
  VALUES
    ('two', 'EUR', 110.00, 2, '2025-03-01', 120.00, 1, '2025-01-20', 60.00, 2, true, 2),
    ('two', 'USD', 7.00, 1, '2025-02-01', NULL, 0, NULL, NULL, 0, false, 2),
    ('two', 'IDR', NULL, 0, NULL, NULL, 0, NULL, NULL, 0, false, 2),
    ('award', 'USD', NULL, 0, NULL, 45.00, 2, '2025-02-01', NULL, 0, true, 1),
    ('award', 'IDR', NULL, 0, NULL, NULL, 0, NULL, NULL, 0, false, 1),
    ('estimate', 'IDR', NULL, 0, NULL, NULL, 0, NULL, NULL, 0, true, 1),
    ('estimate', 'USD', NULL, 0, NULL, NULL, 0, NULL, 16.00, 2, false, 1),
    ('paid', 'USD', NULL, 0, NULL, NULL, 0, NULL, 8.00, 2, true, 1),
    ('paid', 'EUR', NULL, 0, NULL, NULL, 0, NULL, 3.00, 1, false, 1),
    ('paid', NULL, NULL, 0, NULL, NULL, 0, NULL, NULL, 0, false, 2),
    ('unnamed', 'IDR', NULL, 0, NULL, NULL, 0, NULL, NULL, 0, true, 0),
    ('unnamed', NULL, 50.00, 1, NULL, NULL, 0, NULL, NULL, 0, false, 1),
    ('most', 'USD', 2.00, 2, NULL, NULL, 0, NULL, NULL, 0, true, 2),
    ('most', 'EUR', 900.00, 1, NULL, NULL, 0, NULL, NULL, 0, false, 2),
    ('most', 'IDR', NULL, 0, NULL, NULL, 0, NULL, NULL, 0, false, 2),
    ('empty', NULL, NULL, 0, NULL, NULL, 0, NULL, NULL, 0, true, 0)
) AS t (ocid, currency, contract_value, contract_count, signed, award_value, award_count, awarded, paid_total, payment_count, is_main, other_currency_count)
