/*
+++
title = { id = "Unit yang punya rencana", en = "Units with plans" }
description = { id = "Jumlah dan nilai rencana tiap unit, tahun terakhirnya.", en = "Count and value of each unit's plans in its latest year." }
key = ["row_no"]
[list]
+++
*/
WITH years AS (
  SELECT coalesce(unit_id, 'tanpa-unit') AS unit_key, max("year") AS year_no FROM planned_packages GROUP BY coalesce(unit_id, 'tanpa-unit')
),
sums AS (
  SELECT
    y.unit_key,
    p.currency,
    max(y.year_no) AS year_no,
    max(p.unit_name) AS unit_name,
    count(*) AS plan_count,
    sum(p.ceiling) AS ceiling_total,
    count(*) FILTER (WHERE p.kind = 'self_managed') AS self_managed_count
  FROM planned_packages p
  JOIN years y ON y.unit_key = coalesce(p.unit_id, 'tanpa-unit') AND (p."year" = y.year_no OR (p."year" IS NULL AND y.year_no IS NULL))
  GROUP BY y.unit_key, p.currency
),
latest AS (
  SELECT max("year") AS year_no FROM planned_packages
)
SELECT
  row_number() OVER (ORDER BY s.year_no DESC NULLS LAST, s.ceiling_total DESC NULLS LAST, s.unit_key, s.currency) AS row_no,
  s.year_no, (s.year_no IS NOT DISTINCT FROM l.year_no) AS is_latest,
  s.unit_key, coalesce(s.unit_name, s.unit_key) AS unit_name, s.currency, s.plan_count, s.ceiling_total, s.self_managed_count, b.buyer_id AS buyer_page
FROM sums s
CROSS JOIN latest l
LEFT JOIN buyer_summary b ON b.buyer_id = s.unit_key
ORDER BY row_no
LIMIT 1000
