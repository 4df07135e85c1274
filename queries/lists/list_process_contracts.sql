/*
+++
title = { id = "Kontrak tiap paket", en = "Contracts of each process" }
description = { id = "Kontrak menurut tanggal tanda tangan.", en = "Contracts by date of signing." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH paid AS (
  SELECT ocid, contract_id, currency, sum(amount) AS paid_total
  FROM payments
  GROUP BY ocid, contract_id, currency
)
SELECT
  c.ocid,
  c.contract_id,
  row_number() OVER (PARTITION BY c.ocid ORDER BY c.signed NULLS LAST, c.contract_id) AS row_no,
  c.number AS contract_number,
  c.title,
  c.status,
  c.status_details,
  c.signed,
  c.starts,
  c.ends,
  c.ends - c.starts AS day_count,
  c."value",
  c.currency,
  c.supplier_id,
  c.supplier_name,
  s.supplier_id AS supplier_page,
  c.contract_type,
  p.paid_total,
  CASE WHEN c."value" > 0 THEN cast(p.paid_total AS double) / cast(c."value" AS double) END AS paid_share
FROM contracts c
LEFT JOIN paid p ON p.ocid = c.ocid AND p.contract_id = c.contract_id AND p.currency IS NOT DISTINCT FROM c.currency
LEFT JOIN supplier_summary s ON s.supplier_id = c.supplier_id
ORDER BY c.ocid, row_no
