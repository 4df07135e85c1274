/*
+++
title = { id = "Paket tiap penyedia", en = "Processes of each supplier" }
description = { id = "Paket yang dimenangi atau dikontrak, terbesar dulu. Nilai gabungan tidak dibagi untuk anggotanya.", en = "Processes won or contracted, largest first. The value of a joint award is not split among its members." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH contracted AS (
  SELECT c.supplier_id, c.ocid, c.currency, sum(c."value") AS value_total, min(c.signed) AS event_date
  FROM contracts c
  WHERE c.supplier_id IS NOT NULL
  GROUP BY c.supplier_id, c.ocid, c.currency
),
awarded AS (
  SELECT w.supplier_id, w.ocid, a.currency, sum(a."value") AS value_total, min(a.awarded) AS event_date
  FROM award_suppliers w
  JOIN awards a ON a.ocid = w.ocid AND a.award_id = w.award_id
  WHERE w.supplier_id IS NOT NULL AND coalesce(a.status, 'active') IN ('active', 'pending')
  GROUP BY w.supplier_id, w.ocid, a.currency
),
won AS (
  SELECT supplier_id, ocid, currency, value_total, event_date, true AS has_contract FROM contracted
  UNION ALL
  SELECT a.supplier_id, a.ocid, a.currency, a.value_total, a.event_date, false AS has_contract
  FROM awarded a
  WHERE NOT EXISTS (SELECT 1 FROM contracted c WHERE c.supplier_id = a.supplier_id AND c.ocid = a.ocid)
)
SELECT
  w.supplier_id,
  row_number() OVER (PARTITION BY w.supplier_id ORDER BY w.value_total DESC NULLS LAST, w.event_date DESC NULLS LAST, w.ocid, w.currency) AS row_no,
  w.ocid,
  coalesce(p.title, p.process_id, p.ocid) AS title,
  p.buyer_name, p.method, p.method_details, p.status, p.year AS year_no, p.bidder_count, p.flag_count,
  w.currency, w.value_total, w.event_date, w.has_contract,
  p.supplier_count > 1 AS joint
FROM won w
JOIN supplier_summary s ON s.supplier_id = w.supplier_id
JOIN process_summary p ON p.ocid = w.ocid
ORDER BY w.supplier_id, row_no
