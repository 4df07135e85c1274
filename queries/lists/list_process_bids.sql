/*
+++
title = { id = "Penawaran tiap paket", en = "Bids of each process" }
description = { id = "Pemenang dulu, lalu harga dari yang terendah, lalu yang tidak menawar.", en = "The winner first, then prices from the lowest, then those who made no offer." }
key = ["ocid", "row_no"]
[list]
+++
*/
SELECT
  b.ocid,
  b.bid_id,
  row_number() OVER (PARTITION BY b.ocid ORDER BY CASE WHEN b.winner THEN 0 ELSE 1 END, b.price NULLS LAST, upper(b.bidder_name), b.bidder_name, b.bid_id) AS row_no,
  b.bidder_id,
  coalesce(b.bidder_name, b.bidder_id) AS bidder_name,
  s.supplier_id AS supplier_page,
  b.price,
  b.price_corrected,
  b.price_negotiated,
  coalesce(b.currency, p.currency) AS currency,
  b.score,
  b.status,
  coalesce(b.winner, false) AS winner,
  b.reason,
  b.submitted,
  CASE WHEN e.amount IS NULL AND p.estimate > 0 AND b.price IS NOT NULL AND coalesce(b.currency, p.currency) IS NOT DISTINCT FROM p.currency
    THEN cast(b.price AS double) / cast(p.estimate AS double) END AS estimate_share
FROM bids b
LEFT JOIN process_summary p ON p.ocid = b.ocid
LEFT JOIN placeholder_amounts e ON e.amount = p.estimate
LEFT JOIN supplier_summary s ON s.supplier_id = b.bidder_id
ORDER BY b.ocid, row_no
