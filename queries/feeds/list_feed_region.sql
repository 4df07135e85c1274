/*
+++
title = { id = "Isi umpan tiap kecamatan", en = "Entries of each district's feed" }
description = { id = "Tiga puluh kejadian terakhir tiap kecamatan.", en = "The latest thirty events of each district." }
key = ["region_code", "row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT
    r.region_code, row_number() OVER (PARTITION BY r.region_code ORDER BY e.happened DESC, e.ocid, e.event, e.currency) AS row_no,
    e.ocid, e.happened, e.event, e.amount, e.currency
  FROM list_events e
  JOIN region_processes r ON r.ocid = e.ocid
)
SELECT l.region_code, l.row_no, l.ocid, l.happened, l.event, l.amount, l.currency, p.title, p.buyer_name, p.supplier_names
FROM latest l
JOIN list_processes p ON p.ocid = l.ocid
WHERE l.row_no <= 30
ORDER BY l.region_code, l.row_no
