/*
+++
title = { id = "Daftar paket", en = "Index of processes" }
description = { id = "Pintu masuk ke semua paket.", en = "The way in to all processes." }
key = ["page_id"]
[page]
path = "paket"
template = "process_index.html"
figure = "shared_figure"
title = { id = "Paket pengadaan", en = "Contracting processes" }
description = { id = "Semua paket pengadaan menurut tahun, nilai, metode, jenis, dan status.", en = "All contracting processes by year, value, method, category and status." }
[page.lists]
years = { relation = "list_process_years", key = [] }
facets = { relation = "list_process_facets", key = [] }
latest = { relation = "list_home_latest", key = [] }
largest = { relation = "list_home_largest", key = [] }
+++
*/
SELECT 'paket' AS page_id, count(*) AS process_count, count(*) FILTER (WHERE NOT is_counted) AS cancelled_count, 'fig_spending_by_method' AS shared_figure
FROM process_summary
ORDER BY page_id
