/*
+++
title = { id = "Anggaran terakhir tiap unit", en = "Latest budget of each unit" }
description = { id = "Baris belanja tiap unit pada tahun terakhirnya, satu kolom tiap tahap: dasar halaman unit dan program.", en = "Each unit's spending lines in its latest year, one column a stage: what the pages of units and programmes are summed from." }
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
    b.unit_id, b."year" AS year_no, b.grain, b.currency, b.program_code, b.activity_code, b.sub_activity_code, b.account_code, b.fund,
    max(b.program) AS program, min(b.program) AS first_program, max(b.activity) AS activity, max(b.sub_activity) AS sub_activity, max(b.account) AS account,
    sum(CASE WHEN b.stage = 'initial' THEN b.amount END) AS initial_amount,
    sum(CASE WHEN b.stage = 'revised' THEN b.amount END) AS revised_amount,
    sum(CASE WHEN b.stage = 'executed' THEN b.amount END) AS executed_amount,
    greatest(count(*) FILTER (WHERE b.stage = 'revised'), count(*) FILTER (WHERE b.stage = 'initial')) AS planned_count,
    count(*) FILTER (WHERE b.stage = 'executed') AS executed_count
  FROM budget_unit_lines b
  JOIN latest l ON l.unit_id = b.unit_id AND l.year_no = b."year"
  GROUP BY b.unit_id, b."year", b.grain, b.currency, b.program_code, b.activity_code, b.sub_activity_code, b.account_code, b.fund
)
SELECT
  s.*,
  row_number() OVER (PARTITION BY s.unit_id ORDER BY s.program_code, s.activity_code, s.sub_activity_code, s.account_code, s.fund, s.currency, s.grain) AS row_no
FROM sums s
ORDER BY s.unit_id, row_no
