-- What is dated after its source's data is not paid yet; what has no date, or whose source has none, is.
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
-- query process_amounts
-- expect ocid, paid_total, payment_count
SELECT 'p' AS ocid, 270.00 AS paid_total, 4 AS payment_count
