/*
+++
title = { id = "Penyedia tiap instansi", en = "Suppliers of each buyer" }
description = { id = "Dua puluh penyedia terbesar dan bagiannya.", en = "The twenty largest suppliers and their share." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT supplier_id, buyer_id, currency, sum(award_count) AS award_count, sum("value") AS value_total
  FROM supplier_buyer_year
  GROUP BY supplier_id, buyer_id, currency
),
ranked AS (
  SELECT
    s.*,
    row_number() OVER (PARTITION BY s.buyer_id ORDER BY s.value_total DESC NULLS LAST, s.award_count DESC, s.supplier_id, s.currency) AS row_no,
    sum(s.value_total) OVER (PARTITION BY s.buyer_id, s.currency) AS currency_total
  FROM sums s
)
SELECT
  r.buyer_id, r.row_no, r.supplier_id, coalesce(t.name, r.supplier_id) AS supplier_name, t.supplier_id AS supplier_page,
  r.currency, r.award_count, r.value_total,
  cast(r.value_total AS double) / nullif(cast(r.currency_total AS double), 0) AS value_share
FROM ranked r
LEFT JOIN supplier_summary t ON t.supplier_id = r.supplier_id
WHERE r.row_no <= 20
ORDER BY r.buyer_id, r.row_no
