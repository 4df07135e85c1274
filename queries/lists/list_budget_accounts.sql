/*
+++
title = { id = "Rekening terbesar", en = "Largest accounts" }
description = { id = "Dua puluh lima rekening belanja terbesar.", en = "The twenty-five largest spending accounts." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT
  b.year_no,
  row_number() OVER (PARTITION BY b.year_no ORDER BY b.size_amount DESC NULLS LAST, b.subject_id) AS row_no,
  b.subject_id AS account_code, b.name_id AS account_id, b.name_en AS account_en, b.currency, b.initial_amount, b.revised_amount, b.executed_amount, b.spent_share
FROM list_budget_amounts b
WHERE b.subject = 'rekening' AND b.account_level >= 4
QUALIFY row_number() OVER (PARTITION BY b.year_no ORDER BY b.size_amount DESC NULLS LAST, b.subject_id) <= 25
ORDER BY b.year_no, row_no
