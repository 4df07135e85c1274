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
    b.unit_id, b."year" AS year_no, b.program_code, b.currency, CASE WHEN min(b.program) = max(b.program) THEN min(b.program) END AS program,
    sum(CASE WHEN b.stage = 'initial' THEN b.amount END) AS initial_amount,
    sum(CASE WHEN b.stage = 'revised' THEN b.amount END) AS revised_amount,
    sum(CASE WHEN b.stage = 'executed' THEN b.amount END) AS executed_amount,
    -- Lines of the budget that the source gives no execution for.
    CASE WHEN min(b.grain) = max(b.grain) AND count(*) FILTER (WHERE b.stage = 'executed') > 0
      THEN greatest(count(*) FILTER (WHERE b.stage = 'revised'), count(*) FILTER (WHERE b.stage = 'initial')) - count(*) FILTER (WHERE b.stage = 'executed')
      ELSE 0 END AS untold_count
  FROM budget_unit_lines b
  JOIN latest l ON l.unit_id = b.unit_id AND l.year_no = b."year"
  WHERE coalesce(b.program_code, b.activity_code, b.sub_activity_code, b.account_code) IS NOT NULL
  GROUP BY b.unit_id, b."year", b.program_code, b.currency
)
SELECT
  s.unit_id,
  row_number() OVER (PARTITION BY s.unit_id ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.program_code, s.currency) AS row_no,
  s.year_no, s.program_code, coalesce(s.program, s.program_code) AS program, s.currency, s.initial_amount, s.revised_amount, s.executed_amount,
  s.untold_count,
  CASE WHEN s.untold_count <= 0 THEN cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) END AS spent_share
FROM sums s
ORDER BY s.unit_id, row_no
