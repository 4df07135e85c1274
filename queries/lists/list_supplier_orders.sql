/*
+++
title = { id = "Pesanan e-katalog tiap penyedia", en = "Catalogue orders of each supplier" }
description = { id = "Dua puluh pesanan terbesar.", en = "The twenty largest orders." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH ranked AS (
  SELECT
    o.supplier_id, o.order_id, o.title, o.buyer_id, o.buyer_name, o.total, o.currency, o.ordered, o.status, o.delivery_status,
    row_number() OVER (PARTITION BY o.supplier_id ORDER BY o.total DESC NULLS LAST, o.order_id) AS row_no
  FROM catalogue_orders o
  WHERE o.supplier_id IS NOT NULL
)
SELECT r.supplier_id, r.row_no, r.order_id, r.title, r.buyer_id, coalesce(r.buyer_name, r.buyer_id) AS buyer_name, t.buyer_id AS buyer_page, r.total, r.currency, r.ordered, r.status, r.delivery_status
FROM ranked r
LEFT JOIN buyer_summary t ON t.buyer_id = r.buyer_id
WHERE r.row_no <= 20
ORDER BY r.supplier_id, r.row_no
