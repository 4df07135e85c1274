/*
+++
title = { id = "Anggaran tiap paket", en = "Budget of each process" }
description = { id = "Baris anggaran yang mendanai rencana tiap paket: program, sub-kegiatan, rekening, dan nilainya; sumber dana yang berbeda dijumlahkan.", en = "The budget lines that fund the plan of each process: programme, sub-activity, account and amount; different funds are added." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH links AS (
  SELECT p.ocid, b.from_id AS budget_line_id
  FROM chain_links b
  JOIN plan_links p ON p.plan_id = b.to_id
  WHERE b.hop = 'budget_plan'
  GROUP BY p.ocid, b.from_id
),
lines AS (
  SELECT
    l.ocid, c.unit_id, c.year AS year_no, b.stage, b.program_code, b.sub_activity_code, coalesce(b.account_code, '') AS account_code, b.currency,
    min(b.program) AS program, min(b.sub_activity) AS sub_activity, min(b.account) AS account, sum(c.amount) AS amount
  FROM links l
  JOIN chain_budget c ON c.budget_line_id = l.budget_line_id
  JOIN budget_lines b ON b.budget_line_id = l.budget_line_id
  GROUP BY l.ocid, c.unit_id, c.year, b.stage, b.program_code, b.sub_activity_code, coalesce(b.account_code, ''), b.currency
),
pages AS (
  SELECT unit_id, program_code FROM list_budget_unit_programs WHERE program_code IS NOT NULL GROUP BY unit_id, program_code
)
SELECT
  l.ocid,
  row_number() OVER (PARTITION BY l.ocid ORDER BY l.year_no DESC NULLS LAST, l.amount DESC NULLS LAST, l.unit_id, l.sub_activity_code, l.account_code, l.program_code, l.currency) AS row_no,
  l.unit_id, l.year_no, l.stage, l.program_code, l.program, g.program_code AS program_page, l.sub_activity_code, l.sub_activity, l.account_code, l.account, l.amount, l.currency
FROM lines l
LEFT JOIN pages g ON g.unit_id = l.unit_id AND g.program_code = l.program_code
ORDER BY l.ocid, row_no
