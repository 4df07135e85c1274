/*
+++
title = { id = "Rencana pengadaan", en = "Procurement plans" }
description = { id = "Ringkasan rencana pengadaan tahun terakhir.", en = "Summary of the latest year's procurement plans." }
key = ["page_id"]
[page]
path = "rencana"
template = "plans.html"
title = { id = "Rencana pengadaan", en = "Procurement plans" }
description = { id = "Apa yang akan dibeli atau dikerjakan sendiri oleh pemerintah, per unit.", en = "What the government plans to buy or do itself, by unit." }
[page.lists]
totals = { relation = "list_plan_totals", key = [] }
units = { relation = "list_plan_units", key = [] }
+++
*/
SELECT
  'rencana' AS page_id,
  max(p."year") AS year_no,
  count(*) AS plan_count,
  count(*) FILTER (WHERE p.kind = 'self_managed') AS self_managed_count,
  count(DISTINCT p.unit_id) AS unit_count
FROM planned_packages p
WHERE p."year" IS NOT DISTINCT FROM (SELECT max("year") FROM planned_packages)
ORDER BY page_id
