/*
+++
title = { id = "Paket terbaru", en = "Latest processes" }
description = { id = "Delapan paket dengan kejadian terakhir.", en = "The eight processes with the most recent event." }
key = ["row_no"]
[list]
+++
*/
WITH dated AS (
  SELECT
    p.ocid, coalesce(p.title, p.process_id, p.ocid) AS title, p.buyer_name, p.status, p.currency, p."value", p.ceiling, p.method, p.method_details, p.bidder_count, p.supplier_names, p.flag_count,
    coalesce(p.signed, p.awarded, cast(p.announced AS date)) AS event_date,
    p.as_of
  FROM process_summary p
)
SELECT
  row_number() OVER (ORDER BY d.event_date DESC, d.ocid) AS row_no,
  d.ocid, d.title, d.buyer_name, d.status, d.currency, d."value", d.ceiling, d.method, d.method_details, d.bidder_count, d.supplier_names, d.flag_count, d.event_date
FROM dated d
WHERE d.event_date IS NOT NULL AND (d.as_of IS NULL OR d.event_date <= d.as_of)
ORDER BY row_no
LIMIT 8
