/*
+++
title = { id = "Tanda pada paket tiap penyedia", en = "Flags on each supplier's processes" }
description = { id = "Berapa paket yang dimenangi bisa dinilai, dan berapa yang ditandai.", en = "How many processes won could be assessed, and how many were flagged." }
key = ["supplier_id", "code"]
[list]
+++
*/
WITH own AS (
  SELECT DISTINCT supplier_id, ocid FROM list_supplier_processes
)
SELECT
  o.supplier_id, f.code, c.title_id, c.title_en,
  count(*) FILTER (WHERE f.state = 'flagged') AS flagged,
  count(*) FILTER (WHERE f.state IN ('flagged', 'clear')) AS assessed
FROM own o
JOIN flag_results f ON f.ocid = o.ocid
JOIN catalog_flags c ON c.code = f.code
WHERE c.subject = 'process'
GROUP BY o.supplier_id, f.code, c.title_id, c.title_en
ORDER BY o.supplier_id, f.code
