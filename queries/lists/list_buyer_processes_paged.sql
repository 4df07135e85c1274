/*
+++
title = { id = "Daftar paket instansi per halaman", en = "Processes of each buyer, paged" }
description = { id = "Seratus paket tiap halaman.", en = "A hundred processes a page." }
key = ["buyer_id", "page_no", "row_no"]
[list]
+++
*/
SELECT l.*, cast(floor((l.row_no - 1) / 100.0) AS bigint) + 1 AS page_no
FROM list_buyer_processes l
ORDER BY l.buyer_id, page_no, l.row_no
