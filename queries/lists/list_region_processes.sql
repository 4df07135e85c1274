/*
+++
title = { id = "Paket tiap kecamatan", en = "Processes of each district" }
description = { id = "Semua paket yang menyebut kecamatan itu, terbaru dulu, lima puluh tiap halaman.", en = "All processes that name the district, latest first, fifty a page." }
key = ["region_code", "row_no"]
[list]
+++
*/
WITH ordered AS (
  SELECT r.region_code, p.*, row_number() OVER (PARTITION BY r.region_code ORDER BY p.event_date DESC NULLS LAST, p.ocid) AS row_no
  FROM region_processes r
  JOIN list_processes p ON p.ocid = r.ocid
)
SELECT o.*, cast(floor((o.row_no - 1) / 50.0) AS bigint) + 1 AS page_no
FROM ordered o
ORDER BY o.region_code, o.event_date DESC NULLS LAST, o.ocid
