/*
+++
title = { id = "Kontrak terbesar", en = "Largest contracts" }
description = { id = "Delapan paket bernilai terbesar dalam mata uang utama.", en = "The eight largest processes in the main currency." }
key = ["row_no"]
[list]
+++
*/
WITH main_currency AS (
  SELECT currency FROM process_summary
  WHERE currency IS NOT NULL AND "value" IS NOT NULL
  GROUP BY currency
  ORDER BY count(*) DESC, currency
  LIMIT 1
)
SELECT
  row_number() OVER (ORDER BY p."value" DESC, p.ocid) AS row_no,
  p.ocid, coalesce(p.title, p.process_id, p.ocid) AS title, p.buyer_name, p.status, p.currency, p."value", p.ceiling, p.method, p.method_details, p.bidder_count, p.supplier_names, p.flag_count,
  coalesce(p.signed, p.awarded, cast(p.announced AS date)) AS event_date
FROM process_summary p
JOIN main_currency m ON m.currency = p.currency
WHERE p."value" IS NOT NULL
ORDER BY row_no
LIMIT 8
