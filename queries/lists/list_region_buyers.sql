/*
+++
title = { id = "Instansi tiap kecamatan", en = "Buyers in each district" }
description = { id = "Sepuluh instansi dengan nilai terbesar di kecamatan itu, dalam mata uang utamanya.", en = "The ten buyers of the largest value in the district, in its main currency." }
key = ["region_code", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT s.region_code, p.buyer_id, s.currency, count(*) AS process_count, sum(CASE WHEN p.currency = s.currency THEN p."value" END) AS value_total
  FROM region_processes r
  JOIN process_summary p ON p.ocid = r.ocid
  JOIN region_summary s ON s.region_code = r.region_code
  WHERE p.is_counted AND p.buyer_id IS NOT NULL
  GROUP BY s.region_code, p.buyer_id, s.currency
),
ranked AS (
  SELECT s.*, row_number() OVER (PARTITION BY s.region_code ORDER BY s.value_total DESC NULLS LAST, s.process_count DESC, s.buyer_id) AS row_no
  FROM sums s
)
SELECT r.region_code, r.row_no, b.buyer_id, coalesce(b.name, b.buyer_id) AS name, r.currency, r.process_count, r.value_total
FROM ranked r
JOIN buyer_summary b ON b.buyer_id = r.buyer_id
WHERE r.row_no <= 10
ORDER BY r.region_code, r.row_no
