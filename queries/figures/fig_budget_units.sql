/*
+++
title = { id = "Anggaran menurut unit", en = "Budget by unit" }
description = { id = "Belanja tahun terakhir (anggaran perubahan, kalau tidak ada murni, kalau tidak ada realisasi). Dua puluh unit terbesar; yang lain dijadikan satu.", en = "Spending in the latest year (revised budget, else initial, else execution). The twenty largest units; the others are taken together." }
key = ["currency", "row_no"]

[figure]
kind = "treemap"
x = "unit_key"
y = ["amount"]
label = "label"
unit = "money"
currency = "currency"
finding = { id = "{label_id} paling besar: {share} dari jumlah semua unit", en = "{label_en} is the largest: {share} of all units together" }

[fields.unit_key]
title = { id = "Kode unit", en = "Unit code" }

[fields.unit_count]
title = { id = "Banyaknya unit", en = "Number of units" }
unit = "count"

[fields.amount]
title = { id = "Belanja", en = "Spending" }
unit = "money"

[fields.share]
title = { id = "Bagian", en = "Share" }
unit = "ratio"
+++
*/
WITH latest AS (
  SELECT max(year) AS year FROM budget_by_unit
),
sized AS (
  SELECT
    b.year, b.currency, b.unit_id, max(b.unit_name) AS unit_name,
    coalesce(
      max(CASE WHEN b.stage = 'revised' THEN b.amount END), max(CASE WHEN b.stage = 'initial' THEN b.amount END),
      max(CASE WHEN b.stage = 'executed' THEN b.amount END)
    ) AS amount
  FROM budget_by_unit b
  JOIN latest l ON l.year = b.year
  WHERE b.currency IS NOT NULL
  GROUP BY b.year, b.currency, b.unit_id
),
units AS (
  SELECT year, currency, unit_id, unit_name, amount, row_number() OVER (PARTITION BY currency ORDER BY amount DESC NULLS LAST, unit_id) AS place
  FROM sized
  WHERE amount > 0
),
sums AS (
  SELECT
    currency, CASE WHEN place <= 20 THEN place ELSE 21 END AS row_no, year, min(unit_id) AS unit_id, min(unit_name) AS unit_name,
    count(*) AS unit_count, sum(amount) AS amount
  FROM units
  GROUP BY currency, CASE WHEN place <= 20 THEN place ELSE 21 END, year
)
SELECT
  currency,
  row_no,
  year,
  CASE WHEN row_no <= 20 THEN unit_id ELSE 'lainnya' END AS unit_key,
  CASE WHEN row_no <= 20 THEN coalesce(unit_name, unit_id) ELSE concat(cast(unit_count AS varchar), ' unit lain') END AS label_id,
  CASE WHEN row_no <= 20 THEN coalesce(unit_name, unit_id) ELSE concat(cast(unit_count AS varchar), ' other units') END AS label_en,
  unit_count,
  amount,
  cast(amount AS double) / nullif(cast(sum(amount) OVER (PARTITION BY currency) AS double), 0e0) AS share
FROM sums
ORDER BY currency, row_no
