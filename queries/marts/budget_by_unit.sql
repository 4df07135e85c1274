/*
+++
title = { id = "Anggaran menurut unit", en = "Budget by unit" }
description = { id = "Belanja tiap unit kerja menurut tahun dan tahap. Tahap tidak pernah dijumlahkan. Bila beberapa sumber atau tingkat rincian menyebut belanja unit yang sama, hanya yang paling rinci yang dipakai.", en = "Spending of each unit by year and stage. Stages are never added. Where several sources or levels of detail state the same unit's spending, only the most detailed is used." }
key = ["year", "stage", "unit_id", "currency"]

[download]
formats = ["csv", "jsonl"]

[fields.grain]
title = { id = "Rincian", en = "Detail" }
description = { id = "Dari tingkat mana jumlah ini: account, summary, sub_activity, activity, program, atau unit.", en = "The level that the sum comes from: account, summary, sub_activity, activity, program or unit." }
+++
*/
WITH unit_names AS (
  SELECT unit_id, min(name) AS name FROM units GROUP BY unit_id
),
sums AS (
  SELECT year, stage, unit_id, currency, grain, max(unit_name) AS unit_name, sum(amount) AS amount, count(*) AS line_count
  FROM budget_unit_lines
  GROUP BY year, stage, unit_id, currency, grain
)
SELECT
  s.year,
  s.stage,
  s.unit_id,
  coalesce(u.name, s.unit_name) AS unit_name,
  s.currency,
  s.amount,
  s.line_count,
  s.grain
FROM sums s
LEFT JOIN unit_names u ON u.unit_id = s.unit_id
ORDER BY s.year, s.stage, s.unit_id, s.currency
