/*
+++
title = { id = "Anggaran", en = "Budget" }
key = ["year_no"]
[page]
nav = { id = "Anggaran", en = "Budget" }
path = "anggaran"
like = "page_budget_year"
figure = "shared_figure"
title = { id = "Anggaran", en = "Budget" }
+++
*/
SELECT y.*
FROM page_budget_year y
WHERE y.is_latest
ORDER BY y.year_no
