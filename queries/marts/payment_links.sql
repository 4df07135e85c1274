/*
+++
title = { id = "Pembayaran ke kontrak", en = "Payments to contracts" }
description = { id = "Kontrak mana yang dibayar tiap pembayaran: lewat tanda kontrak, atau karena prosesnya hanya punya satu kontrak. Kosong bila tidak tersambung.", en = "Which contract each payment pays: by the contract's identifier, or because its process has only one contract. Empty where it joins none." }
key = ["ocid", "payment_id"]

[download]
formats = ["csv", "jsonl"]

[fields.is_made]
title = { id = "Sudah dibayar", en = "Made" }
description = { id = "Salah bila tanggalnya sesudah tanggal data sumbernya: jadwal atau salah tulis, dan tidak dihitung sebagai dibayar.", en = "False where it is dated after its source's data: a schedule or a slip, and not counted as paid." }
+++
*/
WITH sole AS (
  SELECT ocid, min(contract_id) AS contract_id FROM contracts GROUP BY ocid HAVING count(*) = 1
)
SELECT
  p.ocid,
  p.payment_id,
  coalesce(c.contract_id, s.contract_id) AS contract_id,
  CASE WHEN c.contract_id IS NOT NULL THEN 'contract_id' WHEN s.contract_id IS NOT NULL THEN 'only_contract' END AS match_method,
  CASE WHEN c.contract_id IS NOT NULL THEN 1.0e0 WHEN s.contract_id IS NOT NULL THEN 0.9e0 END AS confidence,
  p.currency,
  p.amount,
  p.paid,
  p.paid IS NULL OR p.as_of IS NULL OR p.paid <= p.as_of AS is_made
FROM payments p
LEFT JOIN contracts c ON c.ocid = p.ocid AND c.contract_id = p.contract_id
LEFT JOIN sole s ON s.ocid = p.ocid AND c.contract_id IS NULL
ORDER BY p.ocid, p.payment_id
