/*
+++
title = { id = "Sumber dana", en = "Funds" }
description = { id = "Belanja menurut sumber dananya.", en = "Spending by the fund that it comes from." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT b.name_id AS part_id, b.name_en AS part_en, b.*
FROM list_budget_amounts b
WHERE b.subject = 'dana'
ORDER BY b.year_no, b.row_no
