/*
+++
title = { id = "Sanksi tiap penyedia", en = "Sanctions of each supplier" }
description = { id = "Sanksi terhadap penyedia menurut nomornya, dan sanksi terhadap nama yang sama, yang belum tentu perusahaan yang sama.", en = "Sanctions on the supplier by its number, and sanctions on the same name, which may be another firm's." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH found AS (
  SELECT s.supplier_id AS found_id, false AS is_same_name, s.sanction_id
  FROM sanction_facts s
  WHERE s.is_numbered
  UNION ALL
  -- By name only where one of the two has no tax number: two numbers are two firms.
  SELECT o.organization_id, true, s.sanction_id
  FROM sanction_facts s
  JOIN organizations n ON n.organization_id = s.supplier_id
  JOIN organizations o ON o.name_key = n.name_key
  WHERE (o.organization_id <> s.supplier_id OR NOT s.is_numbered)
    AND NOT (s.supplier_id LIKE 'npwp-%' AND o.organization_id LIKE 'npwp-%')
)
SELECT
  f.found_id AS supplier_id,
  row_number() OVER (PARTITION BY f.found_id ORDER BY f.is_same_name, CASE WHEN s.in_force THEN 1 WHEN s.in_force IS NULL THEN 2 ELSE 3 END, s.ends DESC NULLS FIRST, s.starts DESC NULLS LAST, s.sanction_id) AS row_no,
  f.is_same_name, s.sanction_id, s.supplier_name, s.authority_name, s.decree, s.reason, s.starts, s.ends, s.status, s.is_known, s.in_force, s.award_count, s.undated_count, s.as_of
FROM found f
JOIN sanction_facts s ON s.sanction_id = f.sanction_id
JOIN supplier_summary p ON p.supplier_id = f.found_id
ORDER BY f.found_id, row_no
