/*
+++
title = { id = "Baris belanja tiap unit", en = "Spending lines of each unit" }
description = { id = "Baris anggaran yang masuk belanja tiap unit: dari satu sumber dan satu tingkat rincian untuk tiap unit, tahun, dan tahap, yaitu yang paling rinci. Tahap tidak pernah dijumlahkan.", en = "Budget lines that go into the spending of each unit: from one source and one level of detail for each unit, year and stage, the most detailed. Stages are never added." }
key = ["budget_line_id", "source_id", "source_row"]

[download]
formats = ["csv", "jsonl"]

[fields.grain]
title = { id = "Rincian", en = "Detail" }
description = { id = "Tingkat baris ini: account, summary, sub_activity, activity, program, atau unit.", en = "The level of this line: account, summary, sub_activity, activity, program or unit." }
+++
*/
-- Revenue and financing are not spending; lines without an account are spending by activity.
WITH lines AS (
  SELECT
    b.budget_line_id, b.source_id, b.source_row, b.year, b.stage, coalesce(n.unit_id, b.unit_id) AS unit_id, b.unit_name, b.currency, b.amount,
    b.function, b.program_code, b.program, b.activity_code, b.activity, b.sub_activity_code, b.sub_activity, b.account_code, b.account, b.fund,
    CASE
      WHEN NOT coalesce(b.is_total, false) AND b.account_code IS NOT NULL AND b.sub_activity_code IS NOT NULL THEN 1
      WHEN NOT coalesce(b.is_total, false) AND b.account_code IS NOT NULL THEN 2
      WHEN b.sub_activity_code IS NOT NULL THEN 3
      WHEN b.activity_code IS NOT NULL THEN 4
      WHEN b.program_code IS NOT NULL THEN 5
      WHEN b.account_code = '5' THEN 6
      WHEN b.account_code IS NOT NULL THEN 7
      ELSE 8
    END AS grain_no
  FROM budget_lines b
  LEFT JOIN unit_codes n ON n.local_id = b.unit_id
  WHERE b.unit_id IS NOT NULL AND b.amount IS NOT NULL AND (b.account_code IS NULL OR b.account_code LIKE '5%')
),
-- Lines with accounts count as one level: staff is often planned without a sub-activity.
levels AS (
  SELECT *, CASE WHEN grain_no = 2 THEN 1 ELSE grain_no END AS level_no FROM lines
),
sizes AS (
  SELECT year, stage, unit_id, currency, source_id, level_no, bool_or(grain_no = 1) AS by_activity, count(*) AS line_count
  FROM levels
  GROUP BY year, stage, unit_id, currency, source_id, level_no
),
best AS (
  SELECT *
  FROM sizes
  QUALIFY row_number() OVER (PARTITION BY year, stage, unit_id, currency ORDER BY level_no, line_count DESC, source_id) = 1
)
SELECT
  l.budget_line_id,
  l.year,
  l.stage,
  l.unit_id,
  l.unit_name,
  l.function,
  l.program_code,
  l.program,
  l.activity_code,
  l.activity,
  l.sub_activity_code,
  l.sub_activity,
  l.account_code,
  l.account,
  l.fund,
  l.currency,
  l.amount,
  CASE
    WHEN b.level_no = 1 AND b.by_activity THEN 'account'
    WHEN b.level_no = 1 THEN 'summary'
    WHEN b.level_no = 3 THEN 'sub_activity'
    WHEN b.level_no = 4 THEN 'activity'
    WHEN b.level_no = 5 THEN 'program'
    ELSE 'unit'
  END AS grain,
  l.source_id,
  l.source_row
FROM best b -- a few rows: the side that is held
JOIN levels l ON l.unit_id = b.unit_id AND l.stage = b.stage AND (l.year IS NOT DISTINCT FROM b.year) AND (l.currency IS NOT DISTINCT FROM b.currency)
  AND l.source_id = b.source_id AND l.level_no = b.level_no
ORDER BY l.budget_line_id, l.source_id, l.source_row
