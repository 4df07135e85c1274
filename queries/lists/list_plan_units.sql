/*
+++
title = { id = "Unit yang punya rencana", en = "Units with plans" }
description = { id = "Jumlah dan nilai rencana tiap unit dan tahun.", en = "Count and value of each unit's plans, by year." }
key = ["row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT
    coalesce(p.unit_id, 'tanpa-unit') AS unit_key,
    p.currency,
    p."year" AS year_no,
    max(p.unit_name) AS unit_name,
    count(*) AS plan_count,
    sum(p.ceiling) AS ceiling_total,
    count(*) FILTER (WHERE p.kind = 'self_managed') AS self_managed_count
  FROM planned_packages p
  GROUP BY coalesce(p.unit_id, 'tanpa-unit'), p.currency, p."year"
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
