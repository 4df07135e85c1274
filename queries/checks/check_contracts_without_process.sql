/*
+++
title = { id = "Kontrak tanpa proses", en = "Contracts without a process" }
description = { id = "Baris kontrak yang prosesnya tidak ada di data.", en = "Rows of contracts whose process is not in the data." }

[check]
severity = "warning"
+++
*/
SELECT t.ocid, t.contract_id, t.source_id
FROM contracts t
WHERE NOT EXISTS (SELECT 1 FROM processes p WHERE p.ocid = t.ocid)
ORDER BY t.ocid, t.contract_id
