/*
+++
title = { id = "Nilai pengadaan menurut metode", en = "Procurement by method" }
description = { id = "Nilai semua proses yang tidak dibatalkan, menurut cara memilih penyedia. Swakelola dan proses tanpa metode tampil tersendiri; yang mata uangnya tidak disebut tidak ikut.", en = "Value of all processes that were not cancelled, by how the supplier was chosen. Self-managed work and processes without a method stand apart; those without a currency are left out." }
key = ["currency", "row_no"]

[figure]
kind = "bar"
x = "method"
y = ["value"]
label = "label"
finding = { id = "{label_id}: {share} dari nilai semua paket", en = "{label_en}: {share} of the value of all processes" }
unit = "money"
currency = "currency"
+++
*/
WITH sums AS (
  SELECT
    currency,
    CASE WHEN method IS NULL AND kind = 'self_managed' THEN 'self_managed' ELSE coalesce(method, 'unknown') END AS method,
    sum(value) AS value,
    count(*) AS process_count
  FROM process_summary
  WHERE is_counted AND currency IS NOT NULL
  GROUP BY currency, CASE WHEN method IS NULL AND kind = 'self_managed' THEN 'self_managed' ELSE coalesce(method, 'unknown') END
)
SELECT
  currency,
  row_number() OVER (PARTITION BY currency ORDER BY value DESC NULLS LAST, method) AS row_no,
  method,
  CASE method WHEN 'open' THEN 'Terbuka' WHEN 'selective' THEN 'Terseleksi' WHEN 'limited' THEN 'Terbatas' WHEN 'direct' THEN 'Langsung'
    WHEN 'self_managed' THEN 'Swakelola' ELSE 'Tidak disebut' END AS label_id,
  CASE method WHEN 'open' THEN 'Open' WHEN 'selective' THEN 'Selective' WHEN 'limited' THEN 'Limited' WHEN 'direct' THEN 'Direct'
    WHEN 'self_managed' THEN 'Self-managed' ELSE 'Not stated' END AS label_en,
  value,
  process_count,
  cast(value AS double) / nullif(cast(sum(value) OVER (PARTITION BY currency) AS double), 0e0) AS share
FROM sums
WHERE value IS NOT NULL
-- Nothing is told by a single bar of what is not stated.
QUALIFY count(CASE WHEN method <> 'unknown' THEN 1 END) OVER (PARTITION BY currency) > 0
ORDER BY currency, row_no
