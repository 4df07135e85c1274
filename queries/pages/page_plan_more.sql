/*
+++
title = { id = "Rencana tiap unit, halaman berikut", en = "Plans of each unit, next pages" }
description = { id = "Semua paket rencana satu unit, lima puluh tiap halaman.", en = "All planned packages of a unit, fifty a page." }
key = ["unit_key", "page_no"]
[page]
path = "rencana/{unit_key}/{page_no}"
template = "plan_unit.html"
title = { id = "Rencana {unit_name}, halaman {page_no}", en = "Plans of {unit_name}, page {page_no}" }
description = { id = "Paket yang direncanakan {unit_name}.", en = "Packages planned by {unit_name}." }
[page.lists]
rows = { relation = "list_plan_rows", key = ["unit_key", "page_no"] }
+++
*/
SELECT u.unit_key, u.unit_name, u.buyer_page, u.plan_count, n.*
FROM list_numbers n
JOIN page_plan_unit u ON u.unit_key = n.list_key
WHERE n.list_name = 'rencana' AND n.page_no > 1
ORDER BY u.unit_key, n.page_no
