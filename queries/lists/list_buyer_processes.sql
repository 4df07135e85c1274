/*
+++
title = { id = "Paket tiap instansi", en = "Processes of each buyer" }
description = { id = "Semua paket, terbaru dulu, lima puluh tiap halaman.", en = "All processes, latest first, fifty a page." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH ordered AS (
  SELECT
    p.*,
    row_number() OVER (PARTITION BY p.buyer_id ORDER BY p.event_date DESC NULLS LAST, p.ocid) AS row_no
  FROM list_processes p
  WHERE p.buyer_id IS NOT NULL
)
SELECT o.*, cast(floor((o.row_no - 1) / 50.0) AS bigint) + 1 AS page_no
FROM ordered o
-- As they were numbered, so that they are sorted once.
ORDER BY o.buyer_id, o.event_date DESC NULLS LAST, o.ocid
