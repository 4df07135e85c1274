/*
+++
title = { id = "Bagian pegawai, barang dan jasa, serta modal dari tahun ke tahun", en = "Shares of staff, goods and services, and capital over the years" }
description = { id = "Tiap jenis belanja dibagi seluruh belanja. Tahun-tahun yang sudah lewat menurut realisasinya, tahun terakhir menurut anggarannya (perubahan, kalau tidak ada murni); di tabel tertulis tahap mana yang dipakai.", en = "Each kind of spending divided by all spending. Past years by what was executed, the latest year by its budget (revised, else initial); the table says which stage was taken." }
key = ["currency", "account_code", "year"]

[figure]
kind = "line"
x = "year"
y = ["share"]
series = "account"
unit = "ratio"
currency = "currency"

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
latest AS (
  SELECT currency, max(year) AS last_year FROM totals GROUP BY currency
),
chosen AS (
  SELECT t.year, t.stage, t.currency, t.amount
  FROM totals t
  JOIN latest l ON l.currency = t.currency
  QUALIFY row_number() OVER (PARTITION BY t.year, t.currency ORDER BY
    CASE
      WHEN t.stage = 'executed' AND t.year < l.last_year THEN 1
      WHEN t.stage = 'revised' THEN 2
      WHEN t.stage = 'initial' THEN 3
      ELSE 4
    END, t.stage) = 1
)
SELECT
  c.currency, b.account_code, b.account AS account_id, b.account_en, c.year, c.stage, b.amount,
  cast(b.amount AS double) / cast(c.amount AS double) AS share
FROM chosen c
JOIN budget_by_account b ON b.year = c.year AND b.stage = c.stage AND b.currency = c.currency
WHERE b.account_code IN ('5.1.01', '5.1.02', '5.2')
ORDER BY c.currency, b.account_code, c.year
