-- Decided for an amount and for nobody: only an award in force, of more than nought, that names no supplier; bids without a
-- price are those of losers, and every bid and change is counted once, whatever else the process has.
-- given process_summary
SELECT
  ocid, ocid AS process_id, 'T' AS title, 'tender' AS kind, cast(2025 AS bigint) AS "year", 'b' AS buyer_id, 'B' AS buyer_name, 'open' AS method,
  cast(NULL AS varchar) AS method_details, 'works' AS category, cast(NULL AS varchar) AS category_details, 'active' AS status,
  cast(NULL AS varchar) AS status_details, cast(NULL AS decimal(20, 2)) AS ceiling, cast(100 AS decimal(20, 2)) AS estimate, 'IDR' AS currency,
  cast(NULL AS timestamp) AS announced, cast(NULL AS timestamp) AS submission_end, CASE WHEN ocid = 'none' THEN cast('2025-01-31' AS date) ELSE cast('2025-02-01' AS date) END AS deadline_date, cast(bidders AS bigint) AS bidder_count,
  cast(0 AS bigint) AS priced_bid_count, cast(NULL AS decimal(20, 2)) AS award_value, cast(NULL AS date) AS awarded, 0 AS supplier_count,
  cast(NULL AS varchar) AS supplier_names, cast(contracted AS decimal(20, 2)) AS contract_value, 0 AS contract_count, cast(NULL AS date) AS signed,
  cast(paid AS decimal(20, 2)) AS paid_total, 0 AS payment_count, cast(NULL AS double) AS physical_percent,
  cast(NULL AS decimal(20, 2)) AS saving, cast(NULL AS double) AS saving_share, 0 AS flag_count, 0 AS flags_assessed, 0 AS other_currency_count,
  cast(NULL AS decimal(20, 2)) AS "value", 's' AS source_id, cast('2025-02-01' AS date) AS as_of, cast(NULL AS varchar) AS url
FROM (
  VALUES ('nobody', NULL, 200, 50), ('nameless', 4, NULL, 5), ('named', NULL, 0, 5), ('dead', NULL, NULL, NULL), ('nought', NULL, NULL, NULL),
    ('not yet', NULL, NULL, NULL), ('none', NULL, NULL, NULL), ('bids', 5, NULL, NULL)
) AS t (ocid, bidders, contracted, paid)
-- given processes
SELECT * FROM (VALUES ('nobody', 9), ('nameless', 9), ('named', NULL)) AS t (ocid, tenderers_reported)
-- given awards
SELECT *
FROM (
  VALUES
    ('nobody', 'w1', 'active', 10.00),
    ('nobody', 'w2', 'active', 20.00),
    ('nameless', 'w', NULL, 10.00),
    ('named', 'w', 'active', 10.00),
    ('dead', 'w', 'cancelled', 10.00),
    ('nought', 'w1', 'active', 0.00),
    ('nought', 'w2', 'active', NULL),
    ('not yet', 'w', 'pending', 10.00)
) AS t (ocid, award_id, status, value)
-- given award_suppliers
SELECT * FROM (VALUES ('nameless', 'w', 'a', NULL), ('named', 'w', 'a', 'PT A'), ('nobody', 'other', 'a', 'PT A')) AS t (ocid, award_id, supplier_id, supplier_name)
-- given bids
SELECT *
FROM (
  VALUES
    ('bids', '1', 90.00, 'valid', true),
    ('bids', '2', NULL, 'disqualified', false),
    ('bids', '3', 80.00, 'disqualified', NULL),
    ('bids', '4', NULL, NULL, NULL),
    ('bids', '5', NULL, 'registered', true),
    ('named', '1', 5.00, 'submitted', true)
) AS t (ocid, bid_id, price, status, winner)
-- given amendments
SELECT * FROM (VALUES ('bids', 'k', '1'), ('bids', 'k', '2'), ('bids', 'l', '1'), ('named', 'k', '1')) AS t (ocid, contract_id, amendment_id)
-- given buyer_summary
SELECT 'b' AS buyer_id
-- given kind_savings
SELECT 'open' AS method, 'works' AS category, cast(2025 AS bigint) AS "year", 'IDR' AS currency, 0.9e0 AS median_price_share, cast(4 AS bigint) AS priced_count
-- given list_feed_buyer
SELECT 'b' AS buyer_id, 1 AS row_no
-- given list_calendar
SELECT 'b' AS buyer_id, 1 AS row_no
-- given check_same_purchase
SELECT * FROM (VALUES ('named', 'z'), ('named', 'y'), ('other', 'named')) AS t (ocid, other_ocid)
-- query page_process
-- expect ocid, is_unnamed, twin_ocid, bidder_count, listed_count, unpriced_count, disqualified_count, amendment_count, paid_share, kind_count, kind_price_share, passed_deadline
SELECT *
FROM (
  VALUES
    ('nobody', true, NULL, 9, 0, 0, 0, 0, 0.25, NULL, NULL, NULL),
    ('nameless', true, NULL, 4, 0, 0, 0, 0, NULL, NULL, NULL, NULL),
    ('named', false, 'y', NULL, 1, 0, 0, 1, NULL, NULL, NULL, NULL),
    ('dead', false, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL),
    ('nought', false, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL),
    ('not yet', false, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, NULL),
    ('none', false, NULL, NULL, 0, 0, 0, 0, NULL, NULL, NULL, cast('2025-01-31' AS date)),
    ('bids', false, NULL, 5, 5, 2, 2, 3, NULL, NULL, NULL, NULL)
) AS t (ocid, is_unnamed, twin_ocid, bidder_count, listed_count, unpriced_count, disqualified_count, amendment_count, paid_share, kind_count, kind_price_share, passed_deadline)
