/*
+++
title = { id = "Bagian pegawai, barang dan jasa, serta modal dari tahun ke tahun", en = "Shares of staff, goods and services, and capital over the years" }
description = { id = "Tiap jenis belanja dibagi seluruh belanja, menurut anggaran (perubahan, kalau tidak ada anggaran awal). Tahun yang hanya punya realisasi memakai realisasi; tabelnya menyebut tahap mana.", en = "Each kind of spending divided by all spending, by the budget (revised, else initial). A year that has only what was spent takes that; the table says which stage." }
key = ["currency", "account_code", "year"]

[figure]
kind = "line"
x = "year"
y = ["share"]
series = "account"
finding = { id = "Pegawai: {finding_share} dari belanja tahun {finding_year}", en = "Staff: {finding_share} of spending in {finding_year}" }
unit = "ratio"
currency = "currency"

[fields.account_id]
title = { id = "Jenis belanja", en = "Kind of spending (Indonesian)" }

[fields.share]
title = { id = "Bagian dari belanja", en = "Share of spending" }
unit = "ratio"

[fields.amount]
title = { id = "Jumlah", en = "Amount" }
unit = "money"
+++
*/
WITH totals AS (
  SELECT year, stage, currency, amount
  FROM budget_by_account
  WHERE account_code = '5' AND amount > 0 AND year IS NOT NULL AND currency IS NOT NULL
),
chosen AS (
  SELECT t.year, t.stage, t.currency, t.amount
  FROM totals t
  QUALIFY row_number() OVER (PARTITION BY t.year, t.currency ORDER BY CASE t.stage WHEN 'revised' THEN 1 WHEN 'initial' THEN 2 ELSE 3 END, t.stage) = 1
)
SELECT
  c.currency, b.account_code, b.account AS account_id, b.account_en, c.year, c.stage, b.amount,
  cast(b.amount AS double) / cast(c.amount AS double) AS share,
  -- The latest year's staff, where staff is told.
  first_value(CASE WHEN b.account_code = '5.1.01' THEN cast(b.amount AS double) / cast(c.amount AS double) END)
    OVER (PARTITION BY c.currency ORDER BY CASE b.account_code WHEN '5.1.01' THEN 1 ELSE 2 END, c.year DESC NULLS LAST) AS finding_share,
  cast(first_value(c.year) OVER (PARTITION BY c.currency ORDER BY CASE b.account_code WHEN '5.1.01' THEN 1 ELSE 2 END, c.year DESC NULLS LAST) AS varchar) AS finding_year
FROM chosen c
JOIN budget_by_account b ON b.year = c.year AND b.stage = c.stage AND b.currency = c.currency
WHERE b.account_code IN ('5.1.01', '5.1.02', '5.2')
ORDER BY c.currency, b.account_code, c.year
