/*
+++
title = { id = "Data", en = "Data" }
description = { id = "Semua tabel dan kueri yang bisa diunduh.", en = "All tables and queries that can be downloaded." }
key = ["page_id"]
[page]
path = "data"
template = "data.html"
title = { id = "Unduh data", en = "Download the data" }
description = { id = "Semua tabel di balik portal ini, dalam Parquet, CSV, dan JSON Lines.", en = "Every table behind this portal, as Parquet, CSV and JSON Lines." }
[page.lists]
datasets = { relation = "list_datasets", key = [] }
sources = { relation = "list_sources", key = [] }
+++
*/
SELECT 'data' AS page_id, count(*) AS dataset_count, sum(row_count) AS row_total
FROM list_datasets
ORDER BY page_id
