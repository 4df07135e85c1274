/*
+++
title = { id = "Tawaran tiap penyedia", en = "Bids of each supplier" }
description = { id = "Tawaran dengan harga, terbaru dulu, paling banyak lima puluh.", en = "Bids with a price, latest first, at most fifty." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH priced AS (
  SELECT
    b.bidder_id AS supplier_id, b.ocid, b.bid_id, b.price, coalesce(b.currency, p.currency) AS currency, b.status, coalesce(b.winner, false) AS winner, b.reason,
    p.title, p.buyer_name, p.year_no, p.estimate,
    row_number() OVER (PARTITION BY b.bidder_id ORDER BY p.year_no DESC NULLS LAST, p.announced DESC NULLS LAST, b.ocid, b.bid_id) AS row_no
  FROM bids b
  JOIN list_processes p ON p.ocid = b.ocid
  WHERE b.price IS NOT NULL AND b.bidder_id IS NOT NULL
)
SELECT
  q.supplier_id, q.row_no, q.ocid, q.bid_id, q.price, q.currency, q.status, q.winner, q.reason, q.title, q.buyer_name, q.year_no,
  CASE WHEN q.estimate > 0 THEN cast(q.price AS double) / cast(q.estimate AS double) END AS estimate_share
FROM priced q
WHERE q.row_no <= 50
ORDER BY q.supplier_id, q.row_no
