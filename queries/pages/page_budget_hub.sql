/*
+++
title = { id = "Anggaran", en = "Budget" }
description = { id = "Anggaran dan realisasi menurut tahap, kelompok belanja, unit, dan rekening.", en = "Budget and outcome by stage, kind of spending, unit and account." }
key = ["year_no"]
[page]
path = "anggaran"
template = "budget.html"
title = { id = "Anggaran", en = "Budget" }
description = { id = "Berapa yang dianggarkan dan dibelanjakan, untuk apa, dan oleh siapa.", en = "How much was budgeted and spent, on what, and by whom." }
[page.lists]
years = { relation = "list_budget_years", key = [] }
stages = { relation = "list_budget_stages", key = ["year_no"] }
groups = { relation = "list_budget_groups", key = ["year_no"] }
units = { relation = "list_budget_units", key = ["year_no"] }
accounts = { relation = "list_budget_accounts", key = ["year_no"] }
+++
*/
SELECT y.*
FROM (SELECT 1 AS only_row) o
LEFT JOIN page_budget_year y ON y.is_latest
ORDER BY y.year_no
