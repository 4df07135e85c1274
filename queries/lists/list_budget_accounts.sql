/*
+++
title = { id = "Rekening terbesar", en = "Largest accounts" }
description = { id = "Dua puluh lima rekening belanja terbesar.", en = "The twenty-five largest spending accounts." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT b.subject_id AS account_code, b.name_id AS account_id, b.name_en AS account_en, b.*
FROM list_budget_amounts b
WHERE b.subject = 'rekening' AND b.row_no <= 25
ORDER BY b.year_no, b.row_no
