/*
+++
title = { id = "Yang ditandai", en = "What was flagged" }
description = { id = "Paling banyak dua ratus, nilai terbesar dulu.", en = "At most two hundred, largest value first." }
key = ["code", "row_no"]
[list]
+++
*/
WITH cases AS (
  SELECT
    f.code, f.subject_id, f.ocid, f."value" AS flag_value, f.threshold, f.operands,
    coalesce(p.title, f.subject_id) AS title,
    p.ocid AS process_page, coalesce(p.buyer_name, b.name) AS buyer_name, p.supplier_names, p.currency, p."value", p.year_no,
    row_number() OVER (PARTITION BY f.code ORDER BY p."value" DESC NULLS LAST, f.subject_id) AS row_no
  FROM flag_results f
  LEFT JOIN list_processes p ON p.ocid = f.ocid
  LEFT JOIN buyer_summary b ON b.buyer_id = f.buyer_id
  WHERE f.state = 'flagged'
)
SELECT c.code, c.row_no, c.subject_id, c.ocid, c.process_page, c.title, c.buyer_name, c.supplier_names, c.currency, c."value", c.year_no, c.flag_value, c.threshold, c.operands
FROM cases c
WHERE c.row_no <= 200
ORDER BY c.code, c.row_no
