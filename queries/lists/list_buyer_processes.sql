/*
+++
title = { id = "Paket tiap instansi", en = "Processes of each buyer" }
description = { id = "Semua paket, terbaru dulu.", en = "All processes, latest first." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
SELECT
  p.buyer_id,
  row_number() OVER (PARTITION BY p.buyer_id ORDER BY coalesce(p.signed, p.awarded, cast(p.announced AS date)) DESC NULLS LAST, p.ocid) AS row_no,
  row_number() OVER (PARTITION BY p.buyer_id ORDER BY p."value" DESC NULLS LAST, p.ocid) AS value_no,
  p.ocid,
  coalesce(p.title, p.process_id, p.ocid) AS title,
  p.buyer_name, p.method, p.method_details, p.category, p.status, p.currency, p."value", p.ceiling, p.estimate, p.bidder_count, p.supplier_names, p.flag_count,
  coalesce(p.signed, p.awarded, cast(p.announced AS date)) AS event_date
FROM process_summary p
JOIN buyer_summary b ON b.buyer_id = p.buyer_id
ORDER BY p.buyer_id, row_no
