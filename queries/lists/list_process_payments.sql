/*
+++
title = { id = "Pembayaran tiap paket", en = "Payments of each process" }
description = { id = "Pembayaran menurut tanggal, dengan jumlah berjalan.", en = "Payments by date, with a running total." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH told AS (
  SELECT *, paid IS NULL OR as_of IS NULL OR paid <= as_of AS is_made FROM payments
)
SELECT
  p.ocid, p.payment_id,
  row_number() OVER (PARTITION BY p.ocid ORDER BY p.paid NULLS LAST, p.payment_id) AS row_no,
  p.contract_id, p.supplier_id, p.supplier_name, p.paid, p.amount, p.currency, p.kind, p.reference, p.is_made,
  sum(CASE WHEN p.is_made THEN p.amount END) OVER (PARTITION BY p.ocid, p.currency ORDER BY p.paid NULLS LAST, p.payment_id ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS running_total
FROM told p
ORDER BY p.ocid, row_no
