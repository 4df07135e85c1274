/*
+++
title = { id = "Pesanan e-katalog tiap instansi", en = "Catalogue orders of each buyer" }
description = { id = "Dua puluh pesanan terbesar.", en = "The twenty largest orders." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH ranked AS (
  SELECT
    o.buyer_id, o.order_id, o.title, o.supplier_id, o.supplier_name, o.total, o.currency, o.ordered, o.status, o.delivery_status,
    row_number() OVER (PARTITION BY o.buyer_id ORDER BY o.total DESC NULLS LAST, o.order_id) AS row_no
  FROM catalogue_orders o
  WHERE o.buyer_id IS NOT NULL
)
SELECT r.buyer_id, r.row_no, r.order_id, r.title, r.supplier_id, coalesce(r.supplier_name, r.supplier_id) AS supplier_name, t.supplier_id AS supplier_page, r.total, r.currency, r.ordered, r.status, r.delivery_status
FROM ranked r
LEFT JOIN supplier_summary t ON t.supplier_id = r.supplier_id
WHERE r.row_no <= 20
ORDER BY r.buyer_id, r.row_no
