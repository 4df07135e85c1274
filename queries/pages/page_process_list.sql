/*
+++
title = { id = "Halaman daftar paket", en = "Pages of the process lists" }
description = { id = "Lima puluh paket tiap halaman, menurut tahun, urutan, dan saringan.", en = "Fifty processes a page, by year, order and filter." }
key = ["year_label", "view_id", "page_no"]
[page]
path = "paket/tahun/{year_label}/{view_id}/{page_no}"
template = "process_list.html"
title = { id = "Paket pengadaan {year_id}, daftar {view_id}, halaman {page_no}", en = "Contracting processes {year_en}, list {view_id}, page {page_no}" }
description = { id = "Daftar paket pengadaan pemerintah {year_id}.", en = "Government contracting processes {year_en}." }
[page.lists]
rows = { relation = "list_process_rows", key = ["year_label", "view_id", "page_no"] }
facets = { relation = "list_process_facets", key = ["year_label"] }
years = { relation = "list_process_years", key = [] }
+++
*/
SELECT y.year_label, y.year_id, y.year_en, n.*
FROM list_numbers n
JOIN list_process_years y ON y.year_label = n.list_key
WHERE n.list_name = 'paket' AND NOT (n.view_id = 'terbaru' AND n.page_no = 1)
ORDER BY y.year_label, n.view_id, n.page_no
