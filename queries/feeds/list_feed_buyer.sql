/*
+++
title = { id = "Isi umpan tiap instansi", en = "Entries of each buyer's feed" }
description = { id = "Tiga puluh kejadian terakhir tiap instansi.", en = "The latest thirty events of each buyer." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT
    buyer_id, row_number() OVER (PARTITION BY buyer_id ORDER BY happened DESC, ocid, event, currency) AS row_no,
    ocid, happened, event, amount, currency
  FROM list_events
  WHERE buyer_id IS NOT NULL
)
SELECT l.buyer_id, l.row_no, l.ocid, l.happened, l.event, l.amount, l.currency, p.title, p.buyer_name, p.supplier_names
FROM latest l
JOIN list_processes p ON p.ocid = l.ocid
WHERE l.row_no <= 30
ORDER BY l.buyer_id, l.row_no
