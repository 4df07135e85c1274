/*
+++
title = { id = "Rencana tiap unit", en = "Plans of each unit" }
description = { id = "Semua paket rencana satu unit, lima puluh tiap halaman.", en = "All planned packages of a unit, fifty a page." }
key = ["unit_key", "page_no"]
[page]
path = "rencana/{unit_key}"
template = "plan_unit.html"
title = { id = "Rencana {unit_name}", en = "Plans of {unit_name}" }
description = { id = "Paket yang direncanakan {unit_name}.", en = "Packages planned by {unit_name}." }
[page.lists]
rows = { relation = "list_plan_rows", key = ["unit_key", "page_no"] }
+++
*/
WITH names AS (
  SELECT coalesce(unit_id, 'tanpa-unit') AS unit_key, max(unit_name) AS unit_name
  FROM planned_packages
  GROUP BY coalesce(unit_id, 'tanpa-unit')
),
totals AS (
  SELECT
    unit_key,
    min(year_no) AS first_year,
    max(year_no) AS last_year,
    -- Of several currencies there is no sum.
    CASE WHEN min(coalesce(currency, '')) = max(coalesce(currency, '')) THEN sum(ceiling) END AS ceiling_total,
    min(currency) AS currency,
    count(*) FILTER (WHERE ocid IS NOT NULL OR order_count IS NOT NULL) AS became_count
  FROM list_plan_rows
  GROUP BY unit_key
)
SELECT
  u.unit_key, coalesce(u.unit_name, u.unit_key) AS unit_name, b.buyer_id AS buyer_page, n.view_count AS plan_count,
  t.first_year, t.last_year, t.ceiling_total, t.currency, t.became_count,
  n.*
FROM list_numbers n
JOIN names u ON u.unit_key = n.list_key
LEFT JOIN totals t ON t.unit_key = n.list_key
LEFT JOIN buyer_summary b ON b.buyer_id = n.list_key
WHERE n.list_name = 'rencana' AND n.page_no = 1
ORDER BY u.unit_key, n.page_no
