/*
+++
title = { id = "Penyedia menurut pembeli dan tahun", en = "Suppliers by buyer and year" }
description = { id = "Berapa proses dan berapa nilai yang dimenangkan tiap penyedia dari tiap instansi dalam tiap tahun. Nilai kerja sama tanpa bagian yang diketahui tidak ikut.", en = "How many processes, and what value, each supplier won from each office in each year. The value of joint wins without a known share is left out." }
key = ["supplier_id", "buyer_id", "year", "currency"]

[download]
formats = ["csv", "jsonl"]
+++
*/
WITH won AS (
  SELECT supplier_id, buyer_id, year, currency, ocid, sum(value) AS value, bool_or(value IS NULL) AS uncredited
  FROM supplier_awards
  WHERE supplier_id IS NOT NULL AND buyer_id IS NOT NULL AND year IS NOT NULL
  GROUP BY supplier_id, buyer_id, year, currency, ocid
)
SELECT
  supplier_id,
  buyer_id,
  year,
  currency,
  count(*) AS award_count,
  sum(value) AS value,
  count(*) FILTER (WHERE uncredited) AS uncredited_count
FROM won
GROUP BY supplier_id, buyer_id, year, currency
ORDER BY supplier_id, buyer_id, year, currency
