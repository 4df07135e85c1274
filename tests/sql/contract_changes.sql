-- What amendments made of contracts: of each process and currency, where they changed a value; not of contracts that were
-- cancelled, nor of such without a value when signed.
-- given contract_values
SELECT ocid, contract_id, cast(signed_for AS decimal(20, 2)) AS value_signed, cast(now AS decimal(20, 2)) AS value, currency, amendment_count, status
FROM (
  VALUES
    ('a', '1', 100, 118, 'IDR', 1, 'active'), ('a', '2', 50, 40, 'IDR', 2, NULL), ('a', '3', 10, 30, 'USD', 1, 'active'), ('b', '1', 100, 100, 'IDR', 1, 'active'),
    ('c', '1', 100, 120, 'IDR', 1, 'cancelled'), ('d', '1', 0, 120, 'IDR', 1, 'active'), ('e', '1', 100, NULL, 'IDR', 1, 'active'), ('f', '1', NULL, 9, 'IDR', 1, NULL)
) AS t (ocid, contract_id, signed_for, now, currency, amendment_count, status)
-- query contract_changes
-- expect ocid, currency, change_total
SELECT * FROM (VALUES ('a', 'IDR', 8), ('a', 'USD', 20)) AS t (ocid, currency, change_total)
