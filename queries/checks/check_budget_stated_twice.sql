/*
+++
title = { id = "Jumlah anggaran ditulis sekali", en = "Budget totals are stated once" }
description = { id = "Satu sumber menulis jumlah yang berbeda untuk rekening, tahun, dan tahap yang sama: mungkin dua berkas dari tahun yang sama, atau berkas beberapa daerah, dijadikan satu.", en = "One source states different totals for the same account, year and stage: perhaps two files of one year, or files of several regions, were taken together." }
key = ["source_id", "year", "stage", "currency", "account_code"]

[check]
severity = "error"

[fields.smallest]
title = { id = "Jumlah terkecil", en = "Smallest total" }
unit = "money"

[fields.largest]
title = { id = "Jumlah terbesar", en = "Largest total" }
unit = "money"
+++
*/
SELECT source_id, year, stage, currency, account_code, min(amount) AS smallest, max(amount) AS largest
FROM budget_lines
WHERE is_total AND account_code IN ('4', '5', '6') AND unit_id IS NULL
GROUP BY source_id, year, stage, currency, account_code
HAVING min(amount) <> max(amount)
ORDER BY source_id, year, stage, currency, account_code
