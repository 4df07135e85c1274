/*
+++
title = { id = "Daftar instansi, halaman lain", en = "buyer list, other pages" }
description = { id = "Semua instansi pembeli menurut nilai kontrak, jumlah paket, dan abjad.", en = "All buyers by contract value, number of processes, and alphabet." }
key = ["view_id", "page_no"]
[page]
path = "instansi/daftar/{view_id}/{page_no}"
template = "buyer_list.html"
figure = "shared_figure"
title = { id = "Instansi, daftar {view_id}, halaman {page_no}", en = "Buyers, list {view_id}, page {page_no}" }
description = { id = "Semua instansi pembeli menurut nilai kontrak, jumlah paket, dan abjad.", en = "All buyers by contract value, number of processes, and alphabet." }
[page.lists]
rows = { relation = "list_buyer_rows", key = ["view_id", "page_no"] }
facets = { relation = "list_party_facets", key = [] }
+++
*/
SELECT n.*, 'fig_top_buyers' AS shared_figure
FROM list_numbers n
WHERE n.list_name = 'instansi' AND NOT (n.view_id = 'nilai' AND n.page_no = 1)
ORDER BY n.view_id, n.page_no
