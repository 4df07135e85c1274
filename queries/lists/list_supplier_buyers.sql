/*
+++
title = { id = "Instansi tiap penyedia", en = "Buyers of each supplier" }
description = { id = "Instansi yang memberi kontrak, terbesar dulu.", en = "Buyers that gave contracts, largest first." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH ranked AS (
  SELECT
    supplier_id, buyer_id, currency, sum(award_count) AS award_count, sum("value") AS value_total,
    sum(sum("value")) OVER (PARTITION BY supplier_id, currency) AS currency_total,
    row_number() OVER (PARTITION BY supplier_id ORDER BY sum("value") DESC NULLS LAST, sum(award_count) DESC, buyer_id, currency) AS row_no
  FROM supplier_buyer_year
  GROUP BY supplier_id, buyer_id, currency
)
SELECT
  r.supplier_id, r.row_no, r.buyer_id, coalesce(b.name, r.buyer_id) AS buyer_name, b.buyer_id AS buyer_page,
  r.currency, r.award_count, r.value_total,
  cast(r.value_total AS double) / nullif(cast(r.currency_total AS double), 0) AS value_share
FROM ranked r
LEFT JOIN buyer_summary b ON b.buyer_id = r.buyer_id
WHERE r.row_no <= 20
ORDER BY r.supplier_id, r.row_no
