/*
+++
title = { id = "Tender yang masih dibuka", en = "Tenders still open" }
description = { id = "Paket yang masih menerima penawaran pada tanggal data, batas terdekat dulu, paling banyak dua puluh tiap instansi.", en = "Processes that still took bids on the day of the data, nearest deadline first, at most twenty a buyer." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH open_now AS (
  SELECT
    f.buyer_id, f.ocid, f.title, f.method, f.deadline, coalesce(f.estimate, f.ceiling) AS estimate, f.currency,
    row_number() OVER (PARTITION BY f.buyer_id ORDER BY f.deadline, f.ocid) AS row_no
  FROM process_facts f
  WHERE f.is_counted AND f.buyer_id IS NOT NULL AND f.deadline_date > f.as_of AND coalesce(f.status, 'active') = 'active'
      AND f.awarded IS NULL AND f.signed IS NULL
)
SELECT o.buyer_id, o.row_no, o.ocid, coalesce(o.title, o.ocid) AS title, o.method, o.deadline, o.estimate, o.currency
FROM open_now o
WHERE o.row_no <= 20
ORDER BY o.buyer_id, o.row_no
