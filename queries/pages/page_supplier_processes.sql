/*
+++
title = { id = "Semua paket penyedia", en = "All processes of a supplier" }
description = { id = "Daftar lengkap, seratus tiap halaman.", en = "The full list, a hundred a page." }
key = ["supplier_id", "page_no"]
[page]
path = "penyedia/{supplier_id}/paket/{page_no}"
template = "supplier_processes.html"
title = { id = "Semua paket {name}, halaman {page_no}", en = "All processes of {name}, page {page_no}" }
description = { id = "Daftar lengkap paket {name}.", en = "The full list of processes of {name}." }
[page.lists.rows]
relation = "list_supplier_processes_paged"
key = ["supplier_id", "page_no"]
+++
*/
WITH list_pages AS (
  SELECT supplier_id, page_no, min(row_no) AS first_no, max(row_no) AS last_no
  FROM list_supplier_processes_paged
  GROUP BY supplier_id, page_no
)
SELECT
  l.supplier_id, l.page_no, l.first_no, l.last_no, coalesce(s.name, s.supplier_id) AS name,
  max(l.last_no) OVER (PARTITION BY l.supplier_id) AS process_count,
  max(l.page_no) OVER (PARTITION BY l.supplier_id) AS page_count,
  CASE WHEN l.page_no > 1 THEN l.page_no - 1 END AS previous_no,
  CASE WHEN l.page_no < max(l.page_no) OVER (PARTITION BY l.supplier_id) THEN l.page_no + 1 END AS next_no
FROM list_pages l
JOIN supplier_summary s ON s.supplier_id = l.supplier_id
QUALIFY max(l.last_no) OVER (PARTITION BY l.supplier_id) > 50
ORDER BY l.supplier_id, l.page_no
