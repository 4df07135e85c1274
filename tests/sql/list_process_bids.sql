-- The winner first though not the cheapest, then prices from the lowest, then those who offered none; a price is measured only
-- against an estimate of its own currency that is more than nought; a bid that names no currency is in the process's. An amount that only holds a place is no measure.
-- given process_summary
SELECT ocid, cast(estimate AS decimal(20, 2)) AS estimate, currency
FROM (VALUES ('p', 1000, 'IDR'), ('none', NULL, 'IDR'), ('nought', 0, 'IDR'), ('held', 1, 'IDR')) AS t (ocid, estimate, currency)
-- given bids
SELECT *
FROM (
  VALUES
    ('p', '1', 'a', 'PT A', 800.00, NULL, 'disqualified', false),
    ('p', '2', 'b', 'PT B', 900.00, NULL, 'valid', true),
    ('p', '3', 'c', NULL, 1100.00, 'IDR', 'valid', NULL),
    ('p', '4', 'd', 'CV D', NULL, NULL, 'registered', NULL),
    ('p', '5', 'e', 'CV C', NULL, NULL, NULL, NULL),
    ('p', '6', 'f', 'Inc F', 850.00, 'USD', 'valid', false),
    ('none', '1', 'a', 'PT A', 5.00, NULL, NULL, NULL),
    ('nought', '1', 'a', 'PT A', 5.00, NULL, NULL, NULL),
    ('no process', '1', 'a', 'PT A', 5.00, 'IDR', NULL, true),
    ('held', '1', 'a', 'PT A', 900.00, 'IDR', NULL, NULL)
) AS t (ocid, bid_id, bidder_id, bidder_name, price, currency, status, winner)
-- given supplier_summary
SELECT * FROM (VALUES ('a'), ('c')) AS t (supplier_id)
-- query list_process_bids
-- expect ocid, row_no, bidder_name, price, currency, winner, estimate_share, supplier_page
SELECT *
FROM (
  VALUES
    ('p', 1, 'PT B', 900.00, 'IDR', true, 0.9, NULL),
    ('p', 2, 'PT A', 800.00, 'IDR', false, 0.8, 'a'),
    ('p', 3, 'Inc F', 850.00, 'USD', false, NULL, NULL),
    ('p', 4, 'c', 1100.00, 'IDR', false, 1.1, 'c'),
    ('p', 5, 'CV C', NULL, 'IDR', false, NULL, NULL),
    ('p', 6, 'CV D', NULL, 'IDR', false, NULL, NULL),
    ('none', 1, 'PT A', 5.00, 'IDR', false, NULL, 'a'),
    ('nought', 1, 'PT A', 5.00, 'IDR', false, NULL, 'a'),
    ('no process', 1, 'PT A', 5.00, 'IDR', true, NULL, 'a'),
    ('held', 1, 'PT A', 900.00, 'IDR', false, NULL, 'a')
) AS t (ocid, row_no, bidder_name, price, currency, winner, estimate_share, supplier_page)
