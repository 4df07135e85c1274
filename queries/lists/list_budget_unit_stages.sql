/*
+++
title = { id = "Tahap anggaran tiap unit", en = "Stages of each unit's budget" }
description = { id = "Belanja unit pada tiap tahun dan tahap.", en = "The unit's spending in each year and stage." }
key = ["unit_id", "row_no"]
[list]
+++
*/
SELECT
  b.unit_id,
  row_number() OVER (PARTITION BY b.unit_id ORDER BY b."year" DESC NULLS LAST, CASE b.stage WHEN 'initial' THEN 1 WHEN 'revised' THEN 2 ELSE 3 END, b.currency) AS row_no,
  b."year" AS year_no, b.stage, b.currency, b.amount,
  cast(round(100.0 * cast(b.amount AS double) / nullif(cast(max(b.amount) OVER (PARTITION BY b.unit_id, b.currency) AS double), 0)) AS bigint) AS bar_width
FROM budget_by_unit b
WHERE b.unit_id IS NOT NULL
ORDER BY b.unit_id, row_no
