/*
+++
title = { id = "Rencana tiap unit, halaman berikut", en = "Plans of each unit, next pages" }
description = { id = "Semua paket rencana satu unit, seratus tiap halaman.", en = "All planned packages of a unit, a hundred a page." }
key = ["unit_key", "page_no"]
[page]
path = "rencana/{unit_key}/{page_no}"
template = "plan_unit.html"
title = { id = "Rencana {unit_name}, halaman {page_no}", en = "Plans of {unit_name}, page {page_no}" }
description = { id = "Paket yang direncanakan {unit_name}.", en = "Packages planned by {unit_name}." }
[page.lists.rows]
relation = "list_plan_rows"
key = ["unit_key", "page_no"]
+++
*/
WITH list_pages AS (
  SELECT unit_key, page_no, min(row_no) AS first_no, max(row_no) AS last_no
  FROM list_plan_rows
  GROUP BY unit_key, page_no
),
names AS (
  SELECT coalesce(unit_id, 'tanpa-unit') AS unit_key, max(unit_name) AS unit_name
  FROM planned_packages
  GROUP BY coalesce(unit_id, 'tanpa-unit')
),
numbered AS (
  SELECT
    l.unit_key, l.page_no, l.first_no, l.last_no, coalesce(n.unit_name, l.unit_key) AS unit_name, b.buyer_id AS buyer_page,
    max(l.last_no) OVER (PARTITION BY l.unit_key) AS plan_count,
    max(l.page_no) OVER (PARTITION BY l.unit_key) AS page_count,
    CASE WHEN l.page_no > 1 THEN l.page_no - 1 END AS previous_no,
    CASE WHEN l.page_no < max(l.page_no) OVER (PARTITION BY l.unit_key) THEN l.page_no + 1 END AS next_no
  FROM list_pages l
  JOIN names n ON n.unit_key = l.unit_key
  LEFT JOIN buyer_summary b ON b.buyer_id = l.unit_key
)
SELECT n.*
FROM numbered n
WHERE n.page_no > 1
ORDER BY n.unit_key, n.page_no
