/*
+++
title = { id = "Isi umpan seluruh portal", en = "Entries of the portal's feed" }
description = { id = "Seratus kejadian terakhir.", en = "The latest hundred events." }
key = ["row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT row_number() OVER (ORDER BY happened DESC, ocid, event, currency) AS row_no, ocid, happened, event, amount, currency
  FROM list_events
)
SELECT l.row_no, l.ocid, l.happened, l.event, l.amount, l.currency, p.title, p.buyer_name, p.supplier_names
FROM latest l
JOIN list_processes p ON p.ocid = l.ocid
WHERE l.row_no <= 100
ORDER BY l.row_no
