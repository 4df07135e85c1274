/*
+++
title = { id = "Jumlah rencana", en = "Totals of the plans" }
description = { id = "Rencana tahun terakhir menurut cara pengadaan.", en = "The latest year's plans by method." }
key = ["row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT p.currency, p.kind, p.method, CASE WHEN p.method IS NULL THEN p.method_details END AS method_details, count(*) AS plan_count, sum(p.ceiling) AS ceiling_total
  FROM planned_packages p
  WHERE p."year" IS NOT DISTINCT FROM (SELECT max("year") FROM planned_packages)
  GROUP BY p.currency, p.kind, p.method, CASE WHEN p.method IS NULL THEN p.method_details END
)
SELECT
  row_number() OVER (ORDER BY s.ceiling_total DESC NULLS LAST, s.kind, s.method, s.method_details, s.currency) AS row_no,
  s.currency, s.kind, s.method, s.method_details, s.plan_count, s.ceiling_total,
  cast(round(100.0 * cast(s.ceiling_total AS double) / nullif(cast(max(s.ceiling_total) OVER (PARTITION BY s.currency) AS double), 0)) AS bigint) AS bar_width
FROM sums s
ORDER BY row_no
