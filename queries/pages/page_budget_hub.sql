/*
+++
title = { id = "Anggaran", en = "Budget" }
key = ["year_no"]
[page]
path = "anggaran"
like = "page_budget_year"
title = { id = "Anggaran", en = "Budget" }
+++
*/
SELECT y.*
FROM (SELECT 1 AS only_row) o
LEFT JOIN page_budget_year y ON y.is_latest
ORDER BY y.year_no
