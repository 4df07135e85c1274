/*
+++
title = { id = "Daftar sanksi", en = "List of sanctions" }
description = { id = "Sanksi yang berlaku dulu, lalu yang terbaru; paling banyak lima ratus.", en = "Sanctions in force first, then the latest; at most five hundred." }
key = ["row_no"]
[list]
+++
*/
WITH ordered AS (
  SELECT *, row_number() OVER (ORDER BY CASE WHEN in_force THEN 1 WHEN in_force IS NULL THEN 2 ELSE 3 END, award_count DESC, starts DESC NULLS LAST, sanction_id) AS row_no
  FROM sanction_facts
)
SELECT o.row_no, o.sanction_id, coalesce(o.supplier_name, p.name, o.supplier_id) AS supplier_name, p.supplier_id AS supplier_page, o.is_numbered, false AS is_same_name, o.authority_name, o.decree, o.reason, o.starts, o.ends, o.status, o.is_known, o.in_force, o.award_count, o.undated_count
FROM ordered o
LEFT JOIN supplier_summary p ON p.supplier_id = o.supplier_id AND o.is_numbered
WHERE o.row_no <= 500
ORDER BY o.row_no
