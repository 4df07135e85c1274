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
),
counted AS (
  SELECT
    o.supplier_id, f.code,
    count(*) FILTER (WHERE f.state = 'flagged') AS flagged,
    count(*) FILTER (WHERE f.state IN ('flagged', 'clear')) AS assessed
  FROM own o
  JOIN flag_results f ON f.ocid = o.ocid
  GROUP BY o.supplier_id, f.code
)
SELECT n.supplier_id, n.code, c.title_id, c.title_en, n.flagged, n.assessed
FROM counted n
JOIN catalog_flags c ON c.code = n.code
WHERE c.subject = 'process'
ORDER BY n.supplier_id, n.code
