/*
+++
title = { id = "Baris anggaran yang dihitung", en = "Budget lines that count" }
description = { id = "Baris anggaran yang masuk jumlah per rekening: satu kali tiap angka, dari sumber yang paling rinci, bagian bila ada dan jumlah bila hanya itu yang ada.", en = "Budget lines that go into the sums by account: each figure once, from the most detailed source, parts where there are any and totals where there is nothing else." }
key = ["budget_line_id", "source_id", "source_row"]
+++
*/
WITH coded AS (
  SELECT
    year, stage, currency, source_id, source_row, budget_line_id, unit_id, sub_activity_code, fund, account_code, account, amount,
    coalesce(is_total, false) AS is_total
  FROM budget_lines
  WHERE account_code IS NOT NULL AND amount IS NOT NULL
),
-- A summary of a whole government may state one account at two levels under the same name: it counts once.
once AS (
  SELECT * FROM coded WHERE unit_id IS NOT NULL OR sub_activity_code IS NOT NULL OR fund IS NOT NULL
  UNION ALL
  SELECT *
  FROM coded
  WHERE unit_id IS NULL AND sub_activity_code IS NULL AND fund IS NULL
  QUALIFY row_number() OVER (PARTITION BY year, stage, currency, source_id, account_code, amount, is_total ORDER BY source_row, budget_line_id) = 1
),
-- Parts where a source gives parts, totals where it gives only totals; of several sources the most detailed.
ranked AS (
  SELECT year, stage, currency, source_id, is_total, count(*) AS line_count
  FROM once
  GROUP BY year, stage, currency, source_id, is_total
),
best AS (
  SELECT year, stage, currency, source_id, is_total
  FROM ranked
  QUALIFY row_number() OVER (PARTITION BY year, stage, currency ORDER BY is_total, line_count DESC, source_id) = 1
)
SELECT o.budget_line_id, o.source_id, o.source_row, o.year, o.stage, o.currency, o.account_code, o.account, o.amount, o.is_total
FROM best b -- a few rows: the side that is held
JOIN once o ON (b.year IS NOT DISTINCT FROM o.year) AND b.stage = o.stage AND (b.currency IS NOT DISTINCT FROM o.currency)
  AND b.source_id = o.source_id AND b.is_total = o.is_total
ORDER BY o.budget_line_id, o.source_id, o.source_row
