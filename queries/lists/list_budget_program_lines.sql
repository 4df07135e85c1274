/*
+++
title = { id = "Baris tiap program", en = "Lines of each programme" }
description = { id = "Rekening tiap sub-kegiatan dengan sumber dananya, yang terbesar dulu, paling banyak dua ratus tiap program; semuanya ada di unduhan.", en = "Accounts of each sub-activity with their funds, largest first, at most two hundred a programme; the download has them all." }
key = ["unit_id", "program_code", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT
    b.unit_id, b.program_code, b.currency, b.sub_activity_code, b.account_code, b.fund, max(b.sub_activity) AS sub_activity, max(b.account) AS account,
    sum(b.initial_amount) AS initial_amount, sum(b.revised_amount) AS revised_amount, sum(b.executed_amount) AS executed_amount
  FROM list_budget_latest b
  WHERE b.program_code IS NOT NULL AND b.account_code IS NOT NULL
  GROUP BY b.unit_id, b.program_code, b.currency, b.sub_activity_code, b.account_code, b.fund
),
ranked AS (
  SELECT
    s.*,
    row_number() OVER (PARTITION BY s.unit_id, s.program_code ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.account_code, s.sub_activity_code, s.fund, s.currency) AS row_no,
    count(*) OVER (PARTITION BY s.unit_id, s.program_code) AS line_count
  FROM sums s
)
SELECT
  r.unit_id, r.program_code, r.row_no, r.line_count, r.account_code, coalesce(n.account, r.account, r.account_code) AS account_id,
  coalesce(n.account_en, r.account, r.account_code) AS account_en, coalesce(r.sub_activity, r.sub_activity_code) AS sub_activity, r.fund, r.currency,
  r.initial_amount, r.revised_amount, r.executed_amount,
  cast(r.executed_amount AS double) / nullif(cast(coalesce(r.revised_amount, r.initial_amount) AS double), 0) AS spent_share
FROM ranked r
LEFT JOIN account_names n ON n.account_code = r.account_code
WHERE r.row_no <= 200
ORDER BY r.unit_id, r.program_code, r.row_no
