/*
+++
title = { id = "Daftar sanksi", en = "List of sanctions" }
description = { id = "Sanksi yang berlaku dulu, lalu yang terbaru; paling banyak lima ratus.", en = "Sanctions in force first, then the latest; at most five hundred." }
key = ["row_no"]
[list]
+++
*/
WITH ordered AS (
  SELECT *, row_number() OVER (ORDER BY in_force DESC, award_count DESC, starts DESC NULLS LAST, sanction_id) AS row_no
  FROM sanction_facts
)
SELECT o.row_no, o.sanction_id, o.supplier_name, p.supplier_id AS supplier_page, o.is_numbered, false AS is_same_name, o.authority_name, o.decree, o.reason, o.starts, o.ends, o.status, o.in_force, o.award_count
FROM ordered o
LEFT JOIN supplier_summary p ON p.supplier_id = o.supplier_id AND o.is_numbered
WHERE o.row_no <= 500
ORDER BY o.row_no
