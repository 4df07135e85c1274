/*
+++
title = { id = "Bagian belanja pegawai", en = "Share of staff spending" }
description = { id = "Belanja pegawai (5.1.01) dibagi seluruh belanja (5), menurut tahun dan tahap.", en = "Staff spending (5.1.01) divided by all spending (5), by year and stage." }
source = "Undang-Undang 1/2022 pasal 146: belanja pegawai paling banyak 30 persen dari belanja, mulai 2027"
key = ["year", "stage", "currency"]

[download]
formats = ["csv", "jsonl"]

[fields.staff]
title = { id = "Belanja pegawai", en = "Staff spending" }
unit = "money"

[fields.total]
title = { id = "Jumlah", en = "Total" }
unit = "money"

[fields.share]
title = { id = "Bagian pegawai", en = "Staff share" }
unit = "ratio"
+++
*/
WITH sums AS (
  SELECT
    year,
    stage,
    currency,
    sum(CASE WHEN account_code = '5.1.01' THEN amount END) AS staff,
    sum(CASE WHEN account_code = '5' THEN amount END) AS total
  FROM budget_by_account
  WHERE account_code IN ('5', '5.1.01')
  GROUP BY year, stage, currency
)
SELECT year, stage, currency, staff, total, cast(staff AS double) / cast(total AS double) AS share
FROM sums
WHERE staff IS NOT NULL AND total > 0
ORDER BY year, stage, currency
