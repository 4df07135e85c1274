/*
+++
title = { id = "Daftar penyedia, halaman lain", en = "supplier list, other pages" }
description = { id = "Semua penyedia menurut nilai kontrak, jumlah kontrak, dan abjad.", en = "All suppliers by contract value, number of contracts, and alphabet." }
key = ["view_id", "page_no"]
[page]
path = "penyedia/daftar/{view_id}/{page_no}"
template = "supplier_list.html"
title = { id = "Penyedia, daftar {view_id}, halaman {page_no}", en = "Suppliers, list {view_id}, page {page_no}" }
description = { id = "Semua penyedia menurut nilai kontrak, jumlah kontrak, dan abjad.", en = "All suppliers by contract value, number of contracts, and alphabet." }
[page.lists.rows]
relation = "list_supplier_views"
key = ["view_id", "page_no"]
[page.lists.facets]
relation = "list_supplier_facets"
key = []
+++
*/
WITH list_pages AS (
  SELECT view_id, page_no, max(view_count) AS view_count, min(row_no) AS first_no, max(row_no) AS last_no
  FROM list_supplier_views
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
