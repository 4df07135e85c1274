/*
+++
title = { id = "Daftar instansi, halaman lain", en = "buyer list, other pages" }
description = { id = "Semua instansi pembeli menurut nilai kontrak, jumlah paket, dan abjad.", en = "All buyers by contract value, number of processes, and alphabet." }
key = ["view_id", "page_no"]
[page]
path = "instansi/daftar/{view_id}/{page_no}"
template = "buyer_list.html"
title = { id = "Instansi, daftar {view_id}, halaman {page_no}", en = "Buyers, list {view_id}, page {page_no}" }
description = { id = "Semua instansi pembeli menurut nilai kontrak, jumlah paket, dan abjad.", en = "All buyers by contract value, number of processes, and alphabet." }
[page.lists.rows]
relation = "list_buyer_views"
key = ["view_id", "page_no"]
[page.lists.facets]
relation = "list_buyer_facets"
key = []
+++
*/
WITH list_pages AS (
  SELECT view_id, page_no, max(view_count) AS view_count, min(row_no) AS first_no, max(row_no) AS last_no
  FROM list_buyer_views
  GROUP BY view_id, page_no
),
numbered AS (
  SELECT
    l.view_id, l.page_no, l.view_count, l.first_no, l.last_no,
    max(l.page_no) OVER (PARTITION BY l.view_id) AS page_count,
    CASE WHEN l.page_no > 1 THEN l.page_no - 1 END AS previous_no,
    CASE WHEN l.page_no < max(l.page_no) OVER (PARTITION BY l.view_id) THEN l.page_no + 1 END AS next_no
  FROM list_pages l
)
SELECT n.*
FROM numbered n
WHERE NOT (n.view_id = 'nilai' AND n.page_no = 1)
ORDER BY n.view_id, n.page_no
