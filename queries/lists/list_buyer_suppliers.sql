/*
+++
title = { id = "Penyedia tiap instansi", en = "Suppliers of each buyer" }
description = { id = "Dua puluh penyedia terbesar dan bagiannya.", en = "The twenty largest suppliers and their share." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH ranked AS (
  SELECT
    buyer_id, supplier_id, currency, sum(award_count) AS award_count, sum("value") AS value_total,
    sum(sum("value")) OVER (PARTITION BY buyer_id, currency) AS currency_total,
    row_number() OVER (PARTITION BY buyer_id ORDER BY sum("value") DESC NULLS LAST, sum(award_count) DESC, supplier_id, currency) AS row_no
  FROM supplier_buyer_year
  GROUP BY buyer_id, supplier_id, currency
)
SELECT
  r.buyer_id, r.row_no, r.supplier_id, coalesce(t.name, r.supplier_id) AS supplier_name, t.supplier_id AS supplier_page,
  r.currency, r.award_count, r.value_total,
  cast(r.value_total AS double) / nullif(cast(r.currency_total AS double), 0) AS value_share
FROM ranked r
LEFT JOIN supplier_summary t ON t.supplier_id = r.supplier_id
WHERE r.row_no <= 20
ORDER BY r.buyer_id, r.row_no
