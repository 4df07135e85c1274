/*
+++
title = { id = "Program tiap unit", en = "Programmes of each unit" }
description = { id = "Belanja tiap unit menurut program pada tahun terakhirnya.", en = "Spending of each unit by programme, in its latest year." }
key = ["unit_id", "row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT unit_id, max("year") AS year_no
  FROM budget_by_unit
  GROUP BY unit_id
),
-- The same lines as the unit's total: its finest grain, from the source with most lines.
lines AS (
  SELECT
    u.unit_id, u."year" AS year_no, u.stage, u.currency, b.source_id, b.program_code, b.program, b.amount
  FROM budget_lines b
  LEFT JOIN unit_codes n ON n.local_id = b.unit_id
  JOIN budget_by_unit u ON u.unit_id = coalesce(n.unit_id, b.unit_id) AND u."year" = b."year" AND u.stage = b.stage AND u.currency IS NOT DISTINCT FROM b.currency
  JOIN latest l ON l.unit_id = u.unit_id AND l.year_no = u."year"
  WHERE (b.account_code IS NULL OR b.account_code LIKE '5%') AND (
    (u.grain IN ('account', 'summary') AND NOT coalesce(b.is_total, false) AND b.account_code IS NOT NULL)
    OR (u.grain = 'sub_activity' AND b.account_code IS NULL AND b.sub_activity_code IS NOT NULL)
    OR (u.grain = 'activity' AND b.account_code IS NULL AND b.sub_activity_code IS NULL AND b.activity_code IS NOT NULL)
    OR (u.grain = 'program' AND b.account_code IS NULL AND b.sub_activity_code IS NULL AND b.activity_code IS NULL AND b.program_code IS NOT NULL)
  )
),
sources_used AS (
  SELECT unit_id, stage, source_id
  FROM lines
  GROUP BY unit_id, stage, source_id
  QUALIFY row_number() OVER (PARTITION BY unit_id, stage ORDER BY count(*) DESC, source_id) = 1
),
sums AS (
  SELECT
    l.unit_id, l.year_no, l.program_code, max(l.program) AS program, max(l.currency) AS currency,
    sum(CASE WHEN l.stage = 'initial' THEN l.amount END) AS initial_amount,
    sum(CASE WHEN l.stage = 'revised' THEN l.amount END) AS revised_amount,
    sum(CASE WHEN l.stage = 'executed' THEN l.amount END) AS executed_amount
  FROM lines l
  JOIN sources_used s ON s.unit_id = l.unit_id AND s.stage = l.stage AND s.source_id = l.source_id
  GROUP BY l.unit_id, l.year_no, l.program_code
)
SELECT
  s.unit_id,
  row_number() OVER (PARTITION BY s.unit_id ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.program_code) AS row_no,
  s.year_no, s.program_code, coalesce(s.program, s.program_code) AS program, s.currency, s.initial_amount, s.revised_amount, s.executed_amount,
  cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share
FROM sums s
ORDER BY s.unit_id, row_no
