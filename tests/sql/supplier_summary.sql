-- Registering is not bidding, wins are counted against bids, currencies stay apart, cancelled processes do not count.
-- given processes
SELECT *
FROM (
  VALUES
    ('p', 'complete', 'open', 2024, 'IDR', 'b1'),
    ('q', 'complete', 'open', 2025, 'IDR', 'b2'),
    ('r', 'complete', 'direct', 2025, 'USD', 'b2'),
    ('dead', 'cancelled', 'open', 2025, 'IDR', 'b1')
) AS t (ocid, status, method, year, currency, buyer_id)
-- given bids
SELECT *
FROM (
  VALUES
    ('p', '1', 'a', 'PT A', 90.00),
    ('q', '1', 'a', 'PT. A', 95.00),
    ('q', '2', 'b', 'CV B', NULL),
    ('dead', '1', 'a', 'PT A', 1.00)
) AS t (ocid, bid_id, bidder_id, bidder_name, price)
-- given awards
SELECT *
FROM (VALUES ('p', 'w', 'active', 90.00, 'IDR'), ('q', 'w', 'active', 80.00, 'IDR'), ('r', 'w', 'active', 5.00, 'USD'))
  AS t (ocid, award_id, status, value, currency)
-- given award_suppliers
SELECT * FROM (VALUES ('p', 'w', 'a', 'PT A'), ('q', 'w', 'c', 'CV C'), ('r', 'w', 'a', 'PT A')) AS t (ocid, award_id, supplier_id, supplier_name)
-- query supplier_summary
-- expect supplier_id, name, name_count, currency, contract_value, award_count, registration_count, bid_count, win_count, buyer_count, first_year, last_year, other_currency_count
SELECT *
FROM (
  VALUES
    ('a', 'PT A', 2, 'IDR', 90.00, 2, 2, 2, 1, 2, 2024, 2025, 1),
    ('b', 'CV B', 1, NULL, NULL, 0, 1, 0, 0, 0, NULL, NULL, 0),
    ('c', 'CV C', 1, 'IDR', 80.00, 1, 0, 0, 0, 1, 2025, 2025, 0)
) AS t (supplier_id, name, name_count, currency, contract_value, award_count, registration_count, bid_count, win_count, buyer_count, first_year, last_year, other_currency_count)
