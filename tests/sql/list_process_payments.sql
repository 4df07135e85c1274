-- The running total goes by date, each currency by itself, within one process; two payments of a day are added one after the
-- other; what is not dated comes last, a refund lowers the total, and an amount that is not told leaves it.
-- given payments
SELECT ocid, payment_id, cast(paid AS date) AS paid, amount, currency
FROM (
  VALUES
    ('p', '3', '2025-01-05', 10.00, 'IDR'),
    ('p', '1', '2025-02-01', 20.00, 'IDR'),
    ('p', '2', '2025-02-01', 30.00, 'IDR'),
    ('p', '4', '2025-01-20', 7.00, 'USD'),
    ('p', '5', NULL, 5.00, 'IDR'),
    ('p', '6', '2025-03-01', -8.00, 'IDR'),
    ('p', '7', '2025-03-02', NULL, 'IDR'),
    ('q', '1', '2025-01-01', 100.00, 'IDR')
) AS t (ocid, payment_id, paid, amount, currency)
-- query list_process_payments
-- expect ocid, row_no, payment_id, paid, amount, currency, running_total
SELECT *
FROM (
  VALUES
    ('p', 1, '3', '2025-01-05', 10.00, 'IDR', 10.00),
    ('p', 2, '4', '2025-01-20', 7.00, 'USD', 7.00),
    ('p', 3, '1', '2025-02-01', 20.00, 'IDR', 30.00),
    ('p', 4, '2', '2025-02-01', 30.00, 'IDR', 60.00),
    ('p', 5, '6', '2025-03-01', -8.00, 'IDR', 52.00),
    ('p', 6, '7', '2025-03-02', NULL, 'IDR', 52.00),
    ('p', 7, '5', NULL, 5.00, 'IDR', 57.00),
    ('q', 1, '1', '2025-01-01', 100.00, 'IDR', 100.00)
) AS t (ocid, row_no, payment_id, paid, amount, currency, running_total)
