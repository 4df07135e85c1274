-- The funnel counts what is paid, not what is dated after its source's data.
-- given processes
SELECT 'p' AS ocid, 'IDR' AS currency
-- given payments
SELECT 'p' AS ocid, id AS payment_id, cast(paid AS date) AS paid, cast(amount AS decimal(20, 2)) AS amount, 'IDR' AS currency, cast(as_of AS date) AS as_of
FROM (
  VALUES
    ('1', '2025-09-01', 10, '2025-09-16'),
    ('2', '2025-09-16', 20, '2025-09-16'),
    ('3', '2025-09-17', 40, '2025-09-16'),
    ('4', '2025-12-31', 80, NULL),
    ('5', NULL, 160, '2025-09-16')
) AS t (id, paid, amount, as_of)
-- query chain_funnel
-- expect stage, row_count, amount, unvalued_count
SELECT * FROM (VALUES ('payment', 4, 270.00, 0), ('process', 1, NULL, 1)) AS t (stage, row_count, amount, unvalued_count)
