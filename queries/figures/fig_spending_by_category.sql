/*
+++
title = { id = "Nilai pengadaan menurut jenis", en = "Procurement by category" }
description = { id = "Nilai semua proses yang tidak dibatalkan, menurut barang, pekerjaan konstruksi, dan jasa.", en = "Value of all processes that were not cancelled, by goods, works and services." }
key = ["currency", "row_no"]

[figure]
kind = "bar"
x = "category"
y = ["value"]
label = "label"
finding = { id = "{label_id}: {share} dari nilai semua proses", en = "{label_en}: {share} of the value of all processes" }
unit = "money"
currency = "currency"
+++
*/
WITH sums AS (
  SELECT currency, coalesce(category, 'unknown') AS category, sum(value) AS value, count(*) AS process_count
  FROM process_summary
  WHERE is_counted AND currency IS NOT NULL
  GROUP BY currency, coalesce(category, 'unknown')
)
SELECT
  currency,
  row_number() OVER (PARTITION BY currency ORDER BY value DESC NULLS LAST, category) AS row_no,
  category,
  CASE category WHEN 'goods' THEN 'Barang' WHEN 'works' THEN 'Pekerjaan konstruksi' WHEN 'services' THEN 'Jasa' ELSE 'Tidak disebut' END AS label_id,
  CASE category WHEN 'goods' THEN 'Goods' WHEN 'works' THEN 'Works' WHEN 'services' THEN 'Services' ELSE 'Not stated' END AS label_en,
  value,
  process_count,
  cast(value AS double) / nullif(cast(sum(value) OVER (PARTITION BY currency) AS double), 0e0) AS share
FROM sums
-- Nothing is told by a single bar of what is not stated.
QUALIFY count(CASE WHEN category <> 'unknown' THEN 1 END) OVER (PARTITION BY currency) > 0
ORDER BY currency, row_no
