/*
+++
title = { id = "Baris anggaran dalam rantai", en = "Budget lines in the chain" }
description = { id = "Baris belanja paling rinci dari anggaran terbaru tiap tahun (perubahan, kalau tidak ada murni): ujung anggaran dari rantai.", en = "The most detailed spending lines of the latest budget of each year (revised, else initial): the budget end of the chain." }
key = ["budget_line_id"]
+++
*/
WITH parts AS (
  SELECT
    b.budget_line_id, b.year, b.stage, b.source_id, coalesce(n.unit_id, b.unit_id) AS unit_id, b.sub_activity_code, b.account_code, b.amount, b.currency,
    CASE WHEN b.account_code IS NOT NULL THEN 1 ELSE 2 END AS grain_no
  FROM budget_lines b
  LEFT JOIN unit_codes n ON n.local_id = b.unit_id
  WHERE NOT coalesce(b.is_total, false) AND b.sub_activity_code IS NOT NULL AND b.stage IN ('initial', 'revised')
    AND (b.account_code IS NULL OR b.account_code LIKE '5%')
),
kinds AS (
  SELECT year, stage, grain_no, source_id, count(*) AS line_count FROM parts GROUP BY year, stage, grain_no, source_id
),
best AS (
  SELECT year, stage, grain_no, source_id
  FROM kinds
  QUALIFY row_number() OVER (PARTITION BY year ORDER BY grain_no, CASE WHEN stage = 'revised' THEN 0 ELSE 1 END, line_count DESC, source_id) = 1
)
SELECT
  p.budget_line_id,
  p.year,
  p.unit_id,
  p.sub_activity_code,
  p.account_code,
  CASE WHEN p.account_code IS NOT NULL THEN concat(p.sub_activity_code, '.', p.account_code) END AS mak,
  p.amount,
  p.currency
FROM best b -- a few rows: the side that is held
JOIN parts p ON (b.year IS NOT DISTINCT FROM p.year) AND b.stage = p.stage AND b.grain_no = p.grain_no AND b.source_id = p.source_id
ORDER BY p.budget_line_id
