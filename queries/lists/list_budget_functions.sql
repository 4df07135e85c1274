/*
+++
title = { id = "Fungsi", en = "Functions" }
description = { id = "Belanja menurut fungsi pemerintahan.", en = "Spending by function of government." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT b.name_id AS part_id, b.name_en AS part_en, b.*
FROM list_budget_amounts b
WHERE b.subject = 'fungsi'
ORDER BY b.year_no, b.row_no
