/*
+++
title = { id = "Semua paket penyedia", en = "All processes of a supplier" }
description = { id = "Daftar lengkap, lima puluh tiap halaman.", en = "The full list, fifty a page." }
key = ["supplier_id", "page_no"]
[page]
path = "penyedia/{supplier_id}/paket/{page_no}"
template = "supplier_processes.html"
title = { id = "Semua paket {name}, halaman {page_no}", en = "All processes of {name}, page {page_no}" }
description = { id = "Daftar lengkap paket {name}.", en = "The full list of processes of {name}." }
[page.lists]
rows = { relation = "list_supplier_processes", key = ["supplier_id", "page_no"] }
+++
*/
SELECT s.supplier_id, coalesce(s.name, s.supplier_id) AS name, n.view_count AS process_count, n.*
FROM list_numbers n
JOIN supplier_summary s ON s.supplier_id = n.list_key
WHERE n.list_name = 'paket-penyedia' AND n.view_count > 50
ORDER BY s.supplier_id, n.page_no
