/*
+++
title = { id = "Penawaran tanpa proses", en = "Bids without a process" }
description = { id = "Baris penawaran yang prosesnya tidak ada di data.", en = "Rows of bids whose process is not in the data." }

[check]
severity = "warning"
+++
*/
SELECT t.ocid, t.bid_id, t.source_id
FROM bids t
WHERE NOT EXISTS (SELECT 1 FROM processes p WHERE p.ocid = t.ocid)
ORDER BY t.ocid, t.bid_id
