/*
+++
title = { id = "Halaman pertama daftar paket tiap tahun", en = "First list page of each year" }
description = { id = "Seratus paket tiap halaman, menurut tahun, urutan, dan saringan.", en = "A hundred processes a page, by year, order and filter." }
key = ["year_label", "view_id", "page_no"]
[page]
path = "paket/tahun/{year_label}"
template = "process_list.html"
title = { id = "Paket pengadaan {year_id}", en = "Contracting processes {year_en}" }
description = { id = "Daftar paket pengadaan pemerintah {year_id}.", en = "Government contracting processes {year_en}." }
[page.lists.rows]
relation = "list_process_rows"
key = ["year_label", "view_id", "page_no"]
[page.lists.facets]
relation = "list_process_facets"
key = ["year_label"]
[page.lists.years]
relation = "list_process_years"
key = []
+++
*/
WITH list_pages AS (
  SELECT year_label, view_id, page_no, max(view_count) AS view_count, min(row_no) AS first_no, max(row_no) AS last_no
  FROM list_process_views
  GROUP BY year_label, view_id, page_no
),
numbered AS (
  SELECT
    l.year_label, l.view_id, l.page_no, l.view_count, l.first_no, l.last_no,
    CASE WHEN l.year_label = 'tanpa-tahun' THEN 'tanpa tahun' ELSE l.year_label END AS year_id,
    CASE WHEN l.year_label = 'tanpa-tahun' THEN 'without a year' ELSE l.year_label END AS year_en,
    max(l.page_no) OVER (PARTITION BY l.year_label, l.view_id) AS page_count,
    CASE WHEN max(l.last_no) OVER (PARTITION BY l.year_label, l.view_id) < l.view_count
      THEN max(l.last_no) OVER (PARTITION BY l.year_label, l.view_id) END AS cut_at,
    CASE WHEN l.page_no > 1 THEN l.page_no - 1 END AS previous_no,
    CASE WHEN l.page_no < max(l.page_no) OVER (PARTITION BY l.year_label, l.view_id) THEN l.page_no + 1 END AS next_no
  FROM list_pages l
)
SELECT n.*
FROM numbered n
WHERE n.view_id = 'terbaru' AND n.page_no = 1
ORDER BY n.year_label, n.view_id, n.page_no
