/*
+++
title = { id = "Pembayaran tanpa proses", en = "Payments without a process" }
description = { id = "Baris pembayaran yang prosesnya tidak ada di data.", en = "Rows of payments whose process is not in the data." }

[check]
severity = "warning"
+++
*/
SELECT t.ocid, t.payment_id, t.source_id
FROM payments t
WHERE NOT EXISTS (SELECT 1 FROM processes p WHERE p.ocid = t.ocid)
ORDER BY t.ocid, t.payment_id
