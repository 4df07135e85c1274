/*
+++
title = { id = "Program tiap unit", en = "Programmes of each unit" }
description = { id = "Belanja tiap unit menurut program pada tahun terakhirnya.", en = "Spending of each unit by programme, in its latest year." }
key = ["unit_id", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT
    b.unit_id, b.year_no, b.program_code, b.currency,
    -- Programmes without a code are one row: it has a name if they share it.
    CASE WHEN b.program_code IS NOT NULL OR min(b.first_program) = max(b.program) THEN max(b.program) END AS program,
    sum(b.initial_amount) AS initial_amount, sum(b.revised_amount) AS revised_amount, sum(b.executed_amount) AS executed_amount,
    -- Lines of the budget that the source gives no execution for; levels of detail that differ cannot be counted together.
    CASE WHEN min(b.grain) = max(b.grain) AND sum(b.executed_count) > 0 THEN sum(b.planned_count) - sum(b.executed_count) ELSE 0 END AS untold_count
  FROM list_budget_latest b
  WHERE coalesce(b.program_code, b.activity_code, b.sub_activity_code, b.account_code) IS NOT NULL
  GROUP BY b.unit_id, b.year_no, b.program_code, b.currency
)
SELECT
  s.unit_id,
  row_number() OVER (PARTITION BY s.unit_id ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.program_code, s.currency) AS row_no,
  s.year_no, s.program_code, coalesce(s.program, s.program_code) AS program, s.currency, s.initial_amount, s.revised_amount, s.executed_amount,
  -- Where there are some, the share is the least that it can be.
  s.untold_count,
  cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share
FROM sums s
ORDER BY s.unit_id, row_no
