/*
+++
title = { id = "Anggaran tiap program", en = "Budget of each programme" }
description = { id = "Satu program satu unit sampai ke barisnya: kegiatan, sub-kegiatan, rekening, dan sumber dana.", en = "One programme of a unit down to its lines: activities, sub-activities, accounts and funds." }
key = ["unit_id", "program_code"]
[page]
path = "anggaran/unit/{unit_id}/{program_code}"
template = "budget_program.html"
title = { id = "{program}, {unit_name}, {year_no}", en = "{program}, {unit_name}, {year_no}" }
description = { id = "Berapa yang dianggarkan dan dibelanjakan untuk {program}, sampai ke rekeningnya.", en = "How much was budgeted and spent on {program}, down to its accounts." }
[page.lists]
activities = { relation = "list_budget_activities", key = ["unit_id", "program_code"] }
lines = { relation = "list_budget_program_lines", key = ["unit_id", "program_code"] }
+++
*/
WITH named AS (
  SELECT unit_id, max(unit_name) AS unit_name FROM budget_by_unit GROUP BY unit_id
)
SELECT
  p.unit_id, p.program_code, min(p.program) AS program, coalesce(max(n.unit_name), p.unit_id) AS unit_name, max(p.year_no) AS year_no,
  bool_or(p.initial_amount IS NOT NULL) AS has_initial,
  bool_or(p.revised_amount IS NOT NULL) AS has_revised,
  bool_or(p.executed_amount IS NOT NULL) AS has_executed,
  -- Of several currencies, that of the largest row.
  max(CASE WHEN p.place = 1 THEN p.currency END) AS currency,
  max(CASE WHEN p.place = 1 THEN p.initial_amount END) AS initial_amount,
  max(CASE WHEN p.place = 1 THEN p.revised_amount END) AS revised_amount,
  max(CASE WHEN p.place = 1 THEN p.executed_amount END) AS executed_amount,
  max(CASE WHEN p.place = 1 THEN p.spent_share END) AS spent_share,
  max(CASE WHEN p.place = 1 THEN p.untold_count END) AS untold_count
FROM (SELECT *, row_number() OVER (PARTITION BY unit_id, program_code ORDER BY row_no) AS place FROM list_budget_unit_programs WHERE program_code IS NOT NULL) p
LEFT JOIN named n ON n.unit_id = p.unit_id
GROUP BY p.unit_id, p.program_code
ORDER BY p.unit_id, p.program_code
