/*
+++
title = { id = "Daftar penyedia", en = "supplier list" }
description = { id = "Semua penyedia menurut nilai kontrak, jumlah kontrak, dan abjad.", en = "All suppliers by contract value, number of contracts, and alphabet." }
key = ["view_id", "page_no"]
[page]
path = "penyedia"
template = "supplier_list.html"
title = { id = "Penyedia", en = "Suppliers" }
description = { id = "Semua penyedia menurut nilai kontrak, jumlah kontrak, dan abjad.", en = "All suppliers by contract value, number of contracts, and alphabet." }
[page.lists]
rows = { relation = "list_supplier_rows", key = ["view_id", "page_no"] }
facets = { relation = "list_party_facets", key = [] }
+++
*/
SELECT n.*
FROM list_numbers n
WHERE n.list_name = 'penyedia' AND n.view_id = 'nilai' AND n.page_no = 1
ORDER BY n.view_id, n.page_no
