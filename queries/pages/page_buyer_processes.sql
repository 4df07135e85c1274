/*
+++
title = { id = "Semua paket instansi", en = "All processes of a buyer" }
description = { id = "Daftar lengkap, seratus tiap halaman.", en = "The full list, a hundred a page." }
key = ["buyer_id", "page_no"]
[page]
path = "instansi/{buyer_id}/paket/{page_no}"
template = "buyer_processes.html"
title = { id = "Semua paket {name}, halaman {page_no}", en = "All processes of {name}, page {page_no}" }
description = { id = "Daftar lengkap paket {name}.", en = "The full list of processes of {name}." }
[page.lists.rows]
relation = "list_buyer_processes_paged"
key = ["buyer_id", "page_no"]
+++
*/
WITH list_pages AS (
  SELECT buyer_id, page_no, min(row_no) AS first_no, max(row_no) AS last_no
  FROM list_buyer_processes_paged
  GROUP BY buyer_id, page_no
)
SELECT
  l.buyer_id, l.page_no, l.first_no, l.last_no, coalesce(s.name, s.buyer_id) AS name,
  max(l.last_no) OVER (PARTITION BY l.buyer_id) AS process_count,
  max(l.page_no) OVER (PARTITION BY l.buyer_id) AS page_count,
  CASE WHEN l.page_no > 1 THEN l.page_no - 1 END AS previous_no,
  CASE WHEN l.page_no < max(l.page_no) OVER (PARTITION BY l.buyer_id) THEN l.page_no + 1 END AS next_no
FROM list_pages l
JOIN buyer_summary s ON s.buyer_id = l.buyer_id
QUALIFY max(l.last_no) OVER (PARTITION BY l.buyer_id) > 25
ORDER BY l.buyer_id, l.page_no
