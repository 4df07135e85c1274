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
-- Revenue and financing are not spending; lines without an account are spending by activity.
lines AS (
  SELECT
    b.year,
    b.stage,
    coalesce(n.unit_id, b.unit_id) AS unit_id,
    b.unit_name,
    b.currency,
    b.source_id,
    b.amount,
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
sums AS (
  -- Lines with accounts count as one level: staff is often planned without a sub-activity.
  SELECT
    year, stage, unit_id, currency, source_id,
    CASE WHEN grain_no = 2 THEN 1 ELSE grain_no END AS grain_no,
    bool_or(grain_no = 1) AS by_activity,
    max(unit_name) AS unit_name,
    sum(amount) AS amount,
    count(*) AS line_count
  FROM lines
  GROUP BY year, stage, unit_id, currency, source_id, CASE WHEN grain_no = 2 THEN 1 ELSE grain_no END
),
best AS (
  SELECT *
  FROM sums
  QUALIFY row_number() OVER (PARTITION BY year, stage, unit_id, currency ORDER BY grain_no, line_count DESC, source_id) = 1
)
SELECT
  b.year,
  b.stage,
  b.unit_id,
  coalesce(u.name, b.unit_name) AS unit_name,
  b.currency,
  b.amount,
  b.line_count,
  CASE
    WHEN b.grain_no = 1 AND b.by_activity THEN 'account'
    WHEN b.grain_no = 1 THEN 'summary'
    WHEN b.grain_no = 3 THEN 'sub_activity'
    WHEN b.grain_no = 4 THEN 'activity'
    WHEN b.grain_no = 5 THEN 'program'
    ELSE 'unit'
  END AS grain
FROM best b
LEFT JOIN unit_names u ON u.unit_id = b.unit_id
ORDER BY b.year, b.stage, b.unit_id, b.currency
