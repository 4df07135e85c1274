/*
+++
title = { id = "Daftar paket penyedia per halaman", en = "Processes of each supplier, paged" }
description = { id = "Seratus paket tiap halaman.", en = "A hundred processes a page." }
key = ["supplier_id", "page_no", "row_no"]
[list]
+++
*/
SELECT l.*, cast(floor((l.row_no - 1) / 100.0) AS bigint) + 1 AS page_no
FROM list_supplier_processes l
ORDER BY l.supplier_id, page_no, l.row_no
