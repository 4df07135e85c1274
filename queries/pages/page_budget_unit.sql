/*
+++
title = { id = "Anggaran tiap unit", en = "Budget of each unit" }
description = { id = "Anggaran satu unit menurut tahap dan program.", en = "One unit's budget by stage and programme." }
key = ["unit_id"]
[page]
path = "anggaran/unit/{unit_id}"
template = "budget_unit.html"
title = { id = "Anggaran {unit_name}", en = "Budget of {unit_name}" }
description = { id = "Berapa yang dianggarkan dan dibelanjakan {unit_name}, untuk program apa.", en = "How much {unit_name} was given and spent, on which programmes." }
[page.lists]
stages = { relation = "list_budget_unit_stages", key = ["unit_id"] }
programs = { relation = "list_budget_unit_programs", key = ["unit_id"] }
+++
*/
WITH told AS (
  SELECT
    u.unit_id,
    coalesce(max(u.unit_name), u.unit_id) AS unit_name,
    max(u."year") AS year_no,
    bool_or(u.stage = 'initial') AS has_initial,
    bool_or(u.stage = 'revised') AS has_revised,
    bool_or(u.stage = 'executed') AS has_executed,
    max(b.buyer_id) AS buyer_page
  FROM budget_by_unit u
  LEFT JOIN buyer_summary b ON b.buyer_id = u.unit_id
  WHERE u.unit_id IS NOT NULL
  GROUP BY u.unit_id
)
SELECT t.*, a.initial_amount, a.revised_amount, a.executed_amount, a.spent_share, a.untold_count, a.currency
FROM told t
LEFT JOIN list_budget_units a ON a.unit_id = t.unit_id AND a.year_no = t.year_no
ORDER BY t.unit_id
