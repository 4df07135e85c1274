/*
+++
title = { id = "Semua paket instansi", en = "All processes of a buyer" }
description = { id = "Daftar lengkap, lima puluh tiap halaman.", en = "The full list, fifty a page." }
key = ["buyer_id", "page_no"]
[page]
path = "instansi/{buyer_id}/paket/{page_no}"
template = "buyer_processes.html"
title = { id = "Semua paket {name}, halaman {page_no}", en = "All processes of {name}, page {page_no}" }
description = { id = "Daftar lengkap paket {name}.", en = "The full list of processes of {name}." }
[page.lists]
rows = { relation = "list_buyer_processes", key = ["buyer_id", "page_no"] }
+++
*/
SELECT s.buyer_id, coalesce(s.name, s.buyer_id) AS name, n.view_count AS process_count, n.*
FROM list_numbers n
JOIN buyer_summary s ON s.buyer_id = n.list_key
WHERE n.list_name = 'paket-instansi' AND n.view_count > 25
ORDER BY s.buyer_id, n.page_no
