-- The running total stands still where a payment is dated after its source's data.
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
-- query list_process_payments
-- expect payment_id, is_made, running_total
SELECT * FROM (VALUES ('1', true, 10), ('2', true, 30), ('3', false, 30), ('4', true, 110), ('5', true, 270)) AS t (payment_id, is_made, running_total)
