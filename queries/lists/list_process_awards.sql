/*
+++
title = { id = "Pemenang tiap paket", en = "Awards of each process" }
description = { id = "Satu baris tiap pemenang; satu keputusan bisa punya beberapa pemenang.", en = "One row per winner; one award can have several." }
key = ["ocid", "row_no"]
[list]
+++
*/
-- Several sources may name the same member.
WITH members AS (
  SELECT ocid, award_id, supplier_id, max(supplier_name) AS supplier_name, max(share) AS share
  FROM award_suppliers
  GROUP BY ocid, award_id, supplier_id
),
joint AS (
  SELECT ocid, award_id, count(*) AS member_count FROM members GROUP BY ocid, award_id HAVING count(*) > 1
)
SELECT
  a.ocid,
  a.award_id,
  w.supplier_id,
  row_number() OVER (PARTITION BY a.ocid ORDER BY a.awarded NULLS LAST, a.award_id, w.supplier_name, w.supplier_id) AS row_no,
  row_number() OVER (PARTITION BY a.ocid, a.award_id ORDER BY w.supplier_name, w.supplier_id) AS member_no,
  coalesce(j.member_count, 1) AS member_count,
  a.title,
  a.status,
  a.awarded,
  a."value",
  a.offered,
  a.corrected,
  a.negotiated,
  a.currency,
  coalesce(w.supplier_name, w.supplier_id) AS supplier_name,
  w.share,
  s.supplier_id AS supplier_page
FROM awards a
LEFT JOIN members w ON w.ocid = a.ocid AND w.award_id = a.award_id
LEFT JOIN joint j ON j.ocid = a.ocid AND j.award_id = a.award_id
LEFT JOIN supplier_summary s ON s.supplier_id = w.supplier_id
ORDER BY a.ocid, row_no
