/*
+++
title = { id = "Tanda pada paket tiap instansi", en = "Flags on each buyer's processes" }
description = { id = "Berapa paket bisa dinilai, dan berapa yang ditandai.", en = "How many processes could be assessed, and how many were flagged." }
key = ["buyer_id", "code"]
[list]
+++
*/
SELECT
  p.buyer_id, f.code, c.title_id, c.title_en,
  count(*) FILTER (WHERE f.state = 'flagged') AS flagged,
  count(*) FILTER (WHERE f.state IN ('flagged', 'clear')) AS assessed
FROM flag_results f
JOIN process_summary p ON p.ocid = f.ocid
JOIN catalog_flags c ON c.code = f.code
WHERE c.subject = 'process' AND p.buyer_id IS NOT NULL
GROUP BY p.buyer_id, f.code, c.title_id, c.title_en
ORDER BY p.buyer_id, f.code
