/*
+++
title = { id = "Anggaran menurut rekening", en = "Budget by account" }
description = { id = "Pendapatan, belanja, dan pembiayaan menurut rekening, tingkat 1 sampai 6, tahun, dan tahap. Tiap tingkat sudah memuat tingkat di bawahnya: jangan menjumlahkan antar tingkat atau antar tahap.", en = "Revenue, spending and financing by account, levels 1 to 6, year and stage. Each level contains the one below: never add over levels or stages." }
key = ["year", "stage", "account_code", "currency"]

[download]
formats = ["csv", "jsonl"]
+++
*/
WITH -- Parts are summed upwards; totals already are.
spread AS (
  SELECT year, stage, currency, account_code, amount FROM budget_kept
  UNION ALL
  -- Financing as a whole is what is received less what is paid.
  SELECT year, stage, currency, split_part(account_code, '.', 1), CASE WHEN account_code LIKE '6.2%' THEN -amount ELSE amount END
  FROM budget_kept
  WHERE NOT is_total AND strpos(account_code, '.') > 0
  UNION ALL
  SELECT year, stage, currency, concat(split_part(account_code, '.', 1), '.', split_part(account_code, '.', 2)), amount FROM budget_kept
  WHERE NOT is_total AND split_part(account_code, '.', 3) <> ''
  UNION ALL
  SELECT year, stage, currency, concat(split_part(account_code, '.', 1), '.', split_part(account_code, '.', 2), '.', split_part(account_code, '.', 3)), amount
  FROM budget_kept
  WHERE NOT is_total AND split_part(account_code, '.', 4) <> ''
),
sums AS (
  SELECT year, stage, currency, account_code, sum(amount) AS amount, count(*) AS line_count
  FROM spread
  GROUP BY year, stage, currency, account_code
),
line_names AS (
  SELECT account_code, min(account) AS account FROM budget_kept GROUP BY account_code
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
