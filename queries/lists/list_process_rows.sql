/*
+++
title = { id = "Baris daftar paket", en = "Rows of the process lists" }
description = { id = "Baris tiap halaman daftar paket.", en = "The rows of each page of the process lists." }
key = ["year_label", "view_id", "page_no", "row_no"]
[list]
+++
*/
SELECT v.view_id, v.page_no, v.row_no, p.*
FROM list_process_views v
JOIN list_processes p ON p.ocid = v.ocid
ORDER BY p.year_label, v.view_id, v.page_no, v.row_no
