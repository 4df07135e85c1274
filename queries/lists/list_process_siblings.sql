/*
+++
title = { id = "Paket lain dari rencana yang sama", en = "Other processes of the same plan" }
description = { id = "Paket yang menyebut rencana yang sama: tender ulang, atau rencana yang dibeli bertahap. Rencana dengan lebih dari dua puluh paket tidak ikut.", en = "Processes that name the same plan: held again, or bought in steps. Plans with more than twenty processes are left out." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH shared AS (
  SELECT plan_id FROM plan_links GROUP BY plan_id HAVING count(*) BETWEEN 2 AND 20
),
named AS (
  SELECT l.ocid, l.plan_id FROM plan_links l JOIN shared s ON s.plan_id = l.plan_id
),
pairs AS (
  SELECT a.ocid, b.ocid AS other_ocid
  FROM named a
  JOIN named b ON b.plan_id = a.plan_id
  WHERE b.ocid <> a.ocid
  GROUP BY a.ocid, b.ocid
)
SELECT
  p.ocid,
  row_number() OVER (PARTITION BY p.ocid ORDER BY CASE WHEN f.is_counted THEN 0 ELSE 1 END, f.announced NULLS LAST, p.other_ocid) AS row_no,
  p.other_ocid, coalesce(f.title, f.process_id, f.ocid) AS title, f.status, f.status_details
FROM pairs p
JOIN process_facts f ON f.ocid = p.other_ocid
ORDER BY p.ocid, row_no
