/*
+++
title = { id = "Sub-kegiatan tiap program", en = "Sub-activities of each programme" }
description = { id = "Belanja tiap program satu unit menurut kegiatan dan sub-kegiatan, pada tahun terakhirnya.", en = "Spending of each programme of a unit by activity and sub-activity, in the unit's latest year." }
key = ["unit_id", "program_code", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT
    b.unit_id, b.program_code, b.currency, b.activity_code, b.sub_activity_code, max(b.activity) AS activity, max(b.sub_activity) AS sub_activity,
    sum(b.initial_amount) AS initial_amount, sum(b.revised_amount) AS revised_amount, sum(b.executed_amount) AS executed_amount,
    -- Lines of the budget that the source gives no execution for; levels of detail that differ cannot be counted together.
    CASE WHEN min(b.grain) = max(b.grain) AND sum(b.executed_count) > 0 THEN sum(b.planned_count) - sum(b.executed_count) ELSE 0 END AS untold_count
  FROM list_budget_latest b
  WHERE b.program_code IS NOT NULL AND coalesce(b.activity_code, b.sub_activity_code) IS NOT NULL
  GROUP BY b.unit_id, b.program_code, b.currency, b.activity_code, b.sub_activity_code
)
SELECT
  s.unit_id, s.program_code,
  row_number() OVER (PARTITION BY s.unit_id, s.program_code ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.activity_code, s.sub_activity_code, s.currency) AS row_no,
  s.activity_code, coalesce(s.activity, s.activity_code) AS activity, s.sub_activity_code, coalesce(s.sub_activity, s.sub_activity_code) AS sub_activity,
  s.currency, s.initial_amount, s.revised_amount, s.executed_amount,
  s.untold_count,
  cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share
FROM sums s
ORDER BY s.unit_id, s.program_code, row_no
