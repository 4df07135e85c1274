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
  FROM budget_unit_lines
  GROUP BY unit_id
),
sums AS (
  SELECT
    b.unit_id, b."year" AS year_no, b.program_code, b.currency, max(b.program) AS program,
    sum(CASE WHEN b.stage = 'initial' THEN b.amount END) AS initial_amount,
    sum(CASE WHEN b.stage = 'revised' THEN b.amount END) AS revised_amount,
    sum(CASE WHEN b.stage = 'executed' THEN b.amount END) AS executed_amount
  FROM budget_unit_lines b
  JOIN latest l ON l.unit_id = b.unit_id AND l.year_no = b."year"
  WHERE b.program_code IS NOT NULL OR b.account_code IS NOT NULL
  GROUP BY b.unit_id, b."year", b.program_code, b.currency
)
SELECT
  s.unit_id,
  row_number() OVER (PARTITION BY s.unit_id ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.program_code, s.currency) AS row_no,
  s.year_no, s.program_code, coalesce(s.program, s.program_code) AS program, s.currency, s.initial_amount, s.revised_amount, s.executed_amount,
  cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share
FROM sums s
ORDER BY s.unit_id, row_no
