-- Contracts of a route that publishes no payments are told beside the payments: they are not unpaid.
-- given chain_funnel
SELECT *, 'IDR' AS currency, 0 AS unvalued_count, 1 AS joined_count, 0 AS unjoined_count
FROM (VALUES (4, 'contract', 3, 60.00), (5, 'payment', 1, 5.00)) AS t (position, stage, row_count, amount)
-- given list_main_currency
SELECT 'rantai' AS subject, 'IDR' AS currency
-- given payment_links
SELECT 'a' AS ocid, 'k' AS contract_id, true AS is_made
-- given processes
SELECT * FROM (VALUES ('a', 'direct'), ('b', 'direct'), ('c', 'tender')) AS t (ocid, kind)
-- given contract_summary
SELECT *, 'IDR' AS currency
FROM (VALUES ('a', 'k', 10.00, true), ('b', 'k', 20.00, true), ('c', 'k', 30.00, true), ('c', 'l', 900.00, false)) AS t (ocid, contract_id, value, is_counted)
-- query list_home_funnel
-- expect stage, untold_count, untold_amount
SELECT stage, untold_count, cast(untold AS decimal(20, 2)) AS untold_amount
FROM (VALUES ('contract', NULL, NULL), ('payment', 1, 30)) AS t (stage, untold_count, untold)
