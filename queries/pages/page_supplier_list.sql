/*
+++
title = { id = "Daftar penyedia, halaman lain", en = "supplier list, other pages" }
description = { id = "Semua penyedia menurut nilai kontrak, jumlah kontrak, dan abjad.", en = "All suppliers by contract value, number of contracts, and alphabet." }
key = ["view_id", "page_no"]
[page]
path = "penyedia/daftar/{view_id}/{page_no}"
template = "supplier_list.html"
figure = "shared_figure"
title = { id = "Penyedia, daftar {view_id}, halaman {page_no}", en = "Suppliers, list {view_id}, page {page_no}" }
description = { id = "Semua penyedia menurut nilai kontrak, jumlah kontrak, dan abjad.", en = "All suppliers by contract value, number of contracts, and alphabet." }
[page.lists]
rows = { relation = "list_supplier_rows", key = ["view_id", "page_no"] }
facets = { relation = "list_party_facets", key = [] }
+++
*/
SELECT n.*, z.sanction_count, 'fig_top_suppliers' AS shared_figure
FROM list_numbers n
CROSS JOIN (SELECT count(*) AS sanction_count FROM sanction_facts) z
WHERE n.list_name = 'penyedia' AND NOT (n.view_id = 'nilai' AND n.page_no = 1)
ORDER BY n.view_id, n.page_no
