-- How an office buys: cancelled processes and other currencies are no part of it, processes without a method are a row, those
-- without a value are counted, and shares are of the office's own sum.
-- given process_summary
SELECT ocid, buyer_id, method, currency, cast(amount AS decimal(20, 2)) AS "value", is_counted
FROM (
  VALUES
    ('1', 'a', 'open', 'IDR', 60, true),
    ('2', 'a', 'open', 'IDR', NULL, true),
    ('3', 'a', 'direct', 'IDR', 20, true),
    ('4', 'a', 'direct', 'IDR', 800, false),
    ('5', 'a', NULL, 'IDR', 20, true),
    ('6', 'a', 'direct', 'USD', 9000, true),
    ('7', 'a', 'selective', 'IDR', NULL, true),
    ('8', 'b', 'open', 'USD', 5, true),
    ('9', 'c', 'direct', NULL, NULL, true),
    ('10', NULL, 'open', 'IDR', 7, true)
) AS t (ocid, buyer_id, method, currency, amount, is_counted)
-- given buyer_summary
SELECT * FROM (VALUES ('a', 'IDR'), ('b', 'USD'), ('c', NULL)) AS t (buyer_id, currency)
-- query list_buyer_methods
-- expect buyer_id, row_no, method, currency, process_count, value_total, value_share
SELECT *
FROM (
  VALUES
    ('a', 1, 'open', 'IDR', 2, 60.00, 0.6),
    ('a', 2, 'direct', 'IDR', 1, 20.00, 0.2),
    ('a', 3, NULL, 'IDR', 1, 20.00, 0.2),
    ('a', 4, 'selective', 'IDR', 1, NULL, NULL),
    ('b', 1, 'open', 'USD', 1, 5.00, 1),
    ('c', 1, 'direct', NULL, 1, NULL, NULL)
) AS t (buyer_id, row_no, method, currency, process_count, value_total, value_share)
