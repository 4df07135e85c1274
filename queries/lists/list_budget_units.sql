/*
+++
title = { id = "Anggaran tiap unit", en = "Budget of each unit" }
description = { id = "Belanja tiap unit pada tiap tahap, terbesar dulu.", en = "Spending of each unit at each stage, largest first." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT b.subject_id AS unit_id, coalesce(b.name_id, b.subject_id) AS unit_name, b.*
FROM list_budget_amounts b
WHERE b.subject = 'unit'
ORDER BY b.year_no, b.row_no
