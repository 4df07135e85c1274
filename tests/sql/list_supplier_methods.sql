-- Two awards of one process are one win; only what is in the firm's main currency counts, in sums and in shares; a joint win of
-- no known share is counted and worth nothing here; no stated method is a row of its own.
-- given supplier_awards
SELECT supplier_id, ocid, award_id, method, currency, cast(amount AS decimal(20, 2)) AS "value"
FROM (
  VALUES
    ('a', 'p', '1', 'open', 'IDR', 50),
    ('a', 'p', '2', 'open', 'IDR', 10),
    ('a', 'q', '1', 'open', 'IDR', NULL),
    ('a', 'r', '1', 'direct', 'IDR', 30),
    ('a', 's', '1', NULL, 'IDR', 30),
    ('a', 't', '1', 'direct', 'USD', 9000),
    ('a', 'u', '1', 'limited', 'IDR', NULL),
    ('b', 'p', '1', 'open', NULL, NULL),
    ('c', 'p', '1', 'direct', 'USD', 5),
    ('d', 'p', '1', 'open', 'IDR', 0)
) AS t (supplier_id, ocid, award_id, method, currency, amount)
-- given supplier_summary
SELECT * FROM (VALUES ('a', 'IDR'), ('b', NULL), ('c', 'USD'), ('d', 'IDR')) AS t (supplier_id, currency)
-- query list_supplier_methods
-- expect supplier_id, row_no, method, currency, award_count, value_total, value_share
SELECT *
FROM (
  VALUES
    ('a', 1, 'open', 'IDR', 2, 60.00, 0.5),
    ('a', 2, 'direct', 'IDR', 1, 30.00, 0.25),
    ('a', 3, NULL, 'IDR', 1, 30.00, 0.25),
    ('a', 4, 'limited', 'IDR', 1, NULL, NULL),
    ('b', 1, 'open', NULL, 1, NULL, NULL),
    ('c', 1, 'direct', 'USD', 1, 5.00, 1),
    ('d', 1, 'open', 'IDR', 1, 0, NULL)
) AS t (supplier_id, row_no, method, currency, award_count, value_total, value_share)
