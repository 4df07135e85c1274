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
finding = { id = "{label_id} paling besar: {share} dari belanja", en = "{label_en} is the largest: {share} of spending" }

[fields.amount]
title = { id = "Belanja", en = "Spending" }
unit = "money"

[fields.share]
title = { id = "Bagian", en = "Share" }
unit = "ratio"
+++
*/
WITH latest AS (
  SELECT max(year_no) AS year_no FROM list_budget_amounts WHERE subject = 'unit'
),
units AS (
  SELECT b.year_no, b.currency, CASE WHEN b.row_no <= 20 THEN b.row_no ELSE 21 END AS row_no, b.subject_id, b.name_id, b.size_amount
  FROM list_budget_amounts b
  JOIN latest l ON l.year_no = b.year_no
  WHERE b.subject = 'unit' AND b.size_amount > 0
),
sums AS (
  SELECT currency, row_no, year_no, min(subject_id) AS subject_id, min(name_id) AS name_id, count(*) AS unit_count, sum(size_amount) AS amount
  FROM units
  GROUP BY currency, row_no, year_no
)
SELECT
  currency,
  row_no,
  year_no,
  CASE WHEN row_no <= 20 THEN subject_id ELSE 'lainnya' END AS unit_key,
  CASE WHEN row_no <= 20 THEN coalesce(name_id, subject_id) ELSE concat(cast(unit_count AS varchar), ' unit lain') END AS label_id,
  CASE WHEN row_no <= 20 THEN coalesce(name_id, subject_id) ELSE concat(cast(unit_count AS varchar), ' other units') END AS label_en,
  unit_count,
  amount,
  cast(amount AS double) / nullif(cast(sum(amount) OVER (PARTITION BY currency) AS double), 0e0) AS share
FROM sums
ORDER BY currency, row_no
