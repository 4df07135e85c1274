/*
+++
title = { id = "Kontrak tiap paket", en = "Contracts of each process" }
description = { id = "Kontrak menurut tanggal tanda tangan.", en = "Contracts by date of signing." }
key = ["ocid", "row_no"]
[list]
+++
*/
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
  c."value" AS value_signed,
  m."value",
  c.currency,
  m.supplier_id,
  m.supplier_name,
  s.supplier_id AS supplier_page,
  c.contract_type,
  m.paid_total,
  CASE WHEN m."value" > 0 AND e.amount IS NULL THEN cast(m.paid_total AS double) / cast(m."value" AS double) END AS paid_share
FROM contracts c
LEFT JOIN contract_summary m ON m.ocid = c.ocid AND m.contract_id = c.contract_id
LEFT JOIN placeholder_amounts e ON e.amount = m."value"
LEFT JOIN supplier_summary s ON s.supplier_id = m.supplier_id
ORDER BY c.ocid, row_no
