/*
+++
title = { id = "Anggaran tiap rekening dan unit", en = "Budget of each account and unit" }
description = { id = "Belanja tiap rekening dan tiap unit, satu kolom tiap tahap, dan bagian yang terbelanjakan.", en = "Spending of each account and each unit, one column a stage, and the share that was spent." }
key = ["subject", "year_no", "subject_id"]
[list]
+++
*/
WITH amounts AS (
  SELECT 'rekening' AS subject, "year" AS year_no, account_code AS subject_id, account AS name_id, account_en AS name_en, account_level, stage, currency, amount
  FROM budget_by_account
  WHERE account_code LIKE '5.%'
  UNION ALL
  SELECT 'unit', "year", unit_id, unit_name, NULL, NULL, stage, currency, amount
  FROM budget_by_unit
),
sums AS (
  SELECT
    a.subject, a.year_no, a.subject_id, max(a.name_id) AS name_id, max(a.name_en) AS name_en, max(a.account_level) AS account_level, a.currency,
    max(CASE WHEN a.stage = 'initial' THEN a.amount END) AS initial_amount,
    max(CASE WHEN a.stage = 'revised' THEN a.amount END) AS revised_amount,
    max(CASE WHEN a.stage = 'executed' THEN a.amount END) AS executed_amount
  FROM amounts a
  JOIN list_main_currency m ON m.subject = a.subject AND m.currency = a.currency
  WHERE a.year_no IS NOT NULL
  GROUP BY a.subject, a.year_no, a.subject_id, a.currency
)
SELECT
  s.*,
  coalesce(s.revised_amount, s.initial_amount, s.executed_amount) AS size_amount,
  cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share
FROM sums s
ORDER BY s.subject, s.year_no, s.subject_id
