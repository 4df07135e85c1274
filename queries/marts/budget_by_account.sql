/*
+++
title = { id = "Anggaran menurut rekening", en = "Budget by account" }
description = { id = "Pendapatan, belanja, dan pembiayaan menurut rekening, tingkat 1 sampai 6, tahun, dan tahap. Tiap tingkat sudah memuat tingkat di bawahnya: jangan menjumlahkan antar tingkat atau antar tahap.", en = "Revenue, spending and financing by account, levels 1 to 6, year and stage. Each level contains the one below: never add over levels or stages." }
key = ["year", "stage", "account_code", "currency"]

[download]
formats = ["csv", "jsonl"]

[fields.account_en]
title = { id = "Rekening (Inggris)", en = "Account (English)" }

[fields.line_count]
title = { id = "Jumlah baris", en = "Lines" }
unit = "count"
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
  SELECT *
  FROM coded
  QUALIFY unit_id IS NOT NULL OR sub_activity_code IS NOT NULL OR fund IS NOT NULL
    OR row_number() OVER (PARTITION BY year, stage, currency, source_id, account_code, amount, is_total ORDER BY source_row, budget_line_id) = 1
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
),
kept AS (
  SELECT o.*
  FROM once o
  JOIN best b ON (b.year IS NOT DISTINCT FROM o.year) AND b.stage = o.stage AND (b.currency IS NOT DISTINCT FROM o.currency)
    AND b.source_id = o.source_id AND b.is_total = o.is_total
),
-- Parts are summed upwards; totals already are.
spread AS (
  SELECT year, stage, currency, account_code, amount FROM kept
  UNION ALL
  -- Financing as a whole is what is received less what is paid.
  SELECT year, stage, currency, split_part(account_code, '.', 1), CASE WHEN account_code LIKE '6.2%' THEN -amount ELSE amount END
  FROM kept
  WHERE NOT is_total AND strpos(account_code, '.') > 0
  UNION ALL
  SELECT year, stage, currency, concat(split_part(account_code, '.', 1), '.', split_part(account_code, '.', 2)), amount FROM kept
  WHERE NOT is_total AND split_part(account_code, '.', 3) <> ''
  UNION ALL
  SELECT year, stage, currency, concat(split_part(account_code, '.', 1), '.', split_part(account_code, '.', 2), '.', split_part(account_code, '.', 3)), amount
  FROM kept
  WHERE NOT is_total AND split_part(account_code, '.', 4) <> ''
),
sums AS (
  SELECT year, stage, currency, account_code, sum(amount) AS amount, count(*) AS line_count
  FROM spread
  GROUP BY year, stage, currency, account_code
),
line_names AS (
  SELECT account_code, min(account) AS account FROM coded GROUP BY account_code
)
SELECT
  s.year,
  s.stage,
  s.account_code,
  coalesce(n.account, l.account, s.account_code) AS account,
  coalesce(n.account_en, l.account, s.account_code) AS account_en,
  s.currency,
  cast(length(s.account_code) - length(replace(s.account_code, '.', '')) + 1 AS bigint) AS account_level,
  s.amount,
  s.line_count
FROM sums s
LEFT JOIN account_names n ON n.account_code = s.account_code
LEFT JOIN line_names l ON l.account_code = s.account_code
ORDER BY s.year, s.stage, s.account_code, s.currency
