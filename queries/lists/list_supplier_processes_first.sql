/*
+++
title = { id = "Paket terbesar tiap penyedia", en = "Largest processes of each supplier" }
description = { id = "Lima puluh paket terbesar.", en = "The fifty largest processes." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
SELECT l.*
FROM list_supplier_processes l
WHERE l.row_no <= 50
ORDER BY l.supplier_id, l.row_no
