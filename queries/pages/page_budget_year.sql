/*
+++
title = { id = "Anggaran tiap tahun", en = "Budget of each year" }
description = { id = "Anggaran dan realisasi menurut tahap, kelompok belanja, unit, dan rekening.", en = "Budget and outcome by stage, kind of spending, unit and account." }
key = ["year_no"]
[page]
path = "anggaran/{year_no}"
template = "budget.html"
title = { id = "Anggaran {year_no}", en = "Budget {year_no}" }
description = { id = "Berapa yang dianggarkan dan dibelanjakan, untuk apa, dan oleh siapa.", en = "How much was budgeted and spent, on what, and by whom." }
[page.lists]
years = { relation = "list_budget_years", key = [] }
stages = { relation = "list_budget_stages", key = ["year_no"] }
groups = { relation = "list_budget_groups", key = ["year_no"] }
units = { relation = "list_budget_units", key = ["year_no"] }
accounts = { relation = "list_budget_accounts", key = ["year_no"] }
+++
*/
SELECT y.year_no, y.spending, y.currency, y.stage, y.row_no = 1 AS is_latest, y.has_initial, y.has_revised, y.has_executed, u.amount AS units_amount
FROM list_budget_years y
LEFT JOIN (SELECT "year", stage, currency, sum(amount) AS amount FROM budget_by_unit GROUP BY "year", stage, currency) u
  ON u."year" = y.year_no AND u.stage = y.stage AND u.currency = y.currency
ORDER BY y.year_no
