-- When something was decided, signed or paid is told whatever its currency, also where no amount is stated; amounts of several
-- currencies are not added.
-- given processes
SELECT ocid, 'ocds' AS kind, 'complete' AS status, cast(estimate AS decimal(20, 2)) AS estimate, currency
FROM (VALUES ('silent', 1000, 'IDR'), ('two', NULL, NULL)) AS t (ocid, estimate, currency)
-- given awards
SELECT ocid, award_id, 'active' AS status, cast(amount AS decimal(20, 2)) AS "value", currency, cast(awarded AS date) AS awarded
FROM (VALUES ('silent', 'a', NULL, NULL, '2025-02-01'), ('two', 'a', 90, 'USD', '2025-01-05')) AS t (ocid, award_id, amount, currency, awarded)
-- given contracts
SELECT ocid, contract_id, cast(amount AS decimal(20, 2)) AS "value", currency, cast(signed AS date) AS signed
FROM (VALUES ('silent', 'k', NULL, NULL, '2025-03-01'), ('two', 'k', 100, 'IDR', '2025-03-02'), ('two', 'l', 7, 'USD', '2025-03-01'))
  AS t (ocid, contract_id, amount, currency, signed)
-- given payments
SELECT 'two' AS ocid, '1' AS payment_id, cast(5 AS decimal(20, 2)) AS amount, 'USD' AS currency
-- query process_facts
-- expect ocid, currency, award_value, awarded, contract_value, contract_count, signed, paid_total, payment_count
SELECT
  ocid, currency, award_value, cast(awarded AS date) AS awarded, contract_value, contract_count, cast(signed AS date) AS signed, paid_total, payment_count
FROM (
  VALUES
    ('silent', 'IDR', NULL, '2025-02-01', NULL, 1, '2025-03-01', NULL, 0),
    ('two', 'USD', 90, '2025-01-05', 7, 2, '2025-03-01', 5, 1)
) AS t (ocid, currency, award_value, awarded, contract_value, contract_count, signed, paid_total, payment_count)
