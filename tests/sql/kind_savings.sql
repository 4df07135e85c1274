-- The median price by estimate of each kind; cancelled processes and those without an estimate are no measure.
-- given process_facts
SELECT ocid, 'open' AS method, 'works' AS category, 2025 AS year, 'IDR' AS currency, share AS saving_share, counted AS is_counted
FROM (
  VALUES ('a', 0.1e0, true), ('b', 0.3e0, true), ('c', -0.1e0, true), ('d', 0.9e0, false), ('e', NULL, true)
) AS t (ocid, share, counted)
-- query kind_savings
-- expect method, category, year, currency, median_price_share, priced_count
SELECT * FROM (VALUES ('open', 'works', 2025, 'IDR', 0.9e0, 3)) AS t (method, category, year, currency, median_price_share, priced_count)
