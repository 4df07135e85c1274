/*
+++
title = { id = "Ringkasan kontrak", en = "Contract summary" }
description = { id = "Tiap kontrak dengan nilainya sekarang (setelah perubahan terakhir), yang sudah dibayar, dan kemajuan terakhirnya.", en = "Each contract with its value now (after the latest amendment), what was paid, and its latest progress." }
key = ["ocid", "contract_id"]

[download]
formats = ["csv", "jsonl"]

[fields.last_paid]
title = { id = "Pembayaran terakhir", en = "Last paid" }
+++
*/
WITH paid AS (
  SELECT ocid, contract_id, currency, sum(amount) AS paid_total, count(*) AS payment_count, max(paid) AS last_paid
  FROM payment_links
  WHERE contract_id IS NOT NULL AND is_made
  GROUP BY ocid, contract_id, currency
),
done AS (
  SELECT ocid, contract_id, physical_percent
  FROM progress
  WHERE physical_percent IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ocid, contract_id ORDER BY reported DESC NULLS LAST, physical_percent DESC, progress_id) = 1
),
-- The award knows the supplier better than the contract where both speak: it has the tax number more often.
winners AS (
  SELECT ocid, min(supplier_id) AS supplier_id, min(supplier_name) AS supplier_name
  FROM award_members
  GROUP BY ocid
  HAVING min(supplier_id) = max(supplier_id)
),
lone AS (
  SELECT ocid FROM contracts GROUP BY ocid HAVING min(coalesce(supplier_id, '')) = max(coalesce(supplier_id, ''))
)
SELECT
  c.ocid,
  c.contract_id,
  c.award_id,
  c.number,
  c.title,
  c.status,
  c.signed,
  c.value_signed,
  c.value,
  c.currency,
  c.amendment_count,
  CASE WHEN l.ocid IS NOT NULL THEN coalesce(w.supplier_id, c.supplier_id) ELSE c.supplier_id END AS supplier_id,
  coalesce(c.supplier_name, CASE WHEN l.ocid IS NOT NULL THEN w.supplier_name END) AS supplier_name,
  p.buyer_id,
  p.buyer_name,
  p.year,
  d.paid_total,
  coalesce(d.payment_count, 0) AS payment_count,
  d.last_paid,
  g.physical_percent,
  coalesce(c.status, 'active') <> 'cancelled' AND coalesce(p.status, 'active') NOT IN ('cancelled', 'unsuccessful', 'withdrawn') AS is_counted
FROM contract_values c
LEFT JOIN processes p ON p.ocid = c.ocid
LEFT JOIN paid d ON d.ocid = c.ocid AND d.contract_id = c.contract_id AND (d.currency IS NOT DISTINCT FROM c.currency)
LEFT JOIN done g ON g.ocid = c.ocid AND g.contract_id = c.contract_id
LEFT JOIN winners w ON w.ocid = c.ocid
LEFT JOIN lone l ON l.ocid = c.ocid
ORDER BY c.ocid, c.contract_id
