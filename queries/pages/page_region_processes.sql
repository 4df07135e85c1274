/*
+++
title = { id = "Semua paket kecamatan", en = "All processes of a district" }
description = { id = "Daftar lengkap, lima puluh tiap halaman.", en = "The full list, fifty a page." }
key = ["region_code", "page_no"]
[page]
path = "wilayah/{region_code}/paket/{page_no}"
template = "region_processes.html"
title = { id = "Semua paket di Kecamatan {name}, halaman {page_no}", en = "All processes in {name} district, page {page_no}" }
description = { id = "Daftar lengkap paket di Kecamatan {name}.", en = "The full list of processes in {name} district." }
[page.lists]
rows = { relation = "list_region_processes", key = ["region_code", "page_no"] }
+++
*/
SELECT s.region_code, s.name, n.view_count AS process_count, n.*
FROM list_numbers n
JOIN region_summary s ON s.region_code = n.list_key
WHERE n.list_name = 'paket-wilayah' AND n.view_count > 25
ORDER BY s.region_code, n.page_no
