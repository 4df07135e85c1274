/*
+++
title = { id = "Tanda pada paket tiap instansi", en = "Flags on each buyer's processes" }
description = { id = "Berapa paket bisa dinilai, dan berapa yang ditandai.", en = "How many processes could be assessed, and how many were flagged." }
key = ["buyer_id", "code"]
[list]
+++
*/
WITH counted AS (
  SELECT
    p.buyer_id, f.code,
    count(*) FILTER (WHERE f.state = 'flagged') AS flagged,
    count(*) FILTER (WHERE f.state IN ('flagged', 'clear')) AS assessed
  FROM flag_results f
  JOIN process_summary p ON p.ocid = f.ocid
  WHERE p.buyer_id IS NOT NULL
  GROUP BY p.buyer_id, f.code
)
SELECT n.buyer_id, n.code, c.title_id, c.title_en, n.flagged, n.assessed
FROM counted n
JOIN catalog_flags c ON c.code = n.code
WHERE c.subject = 'process'
ORDER BY n.buyer_id, n.code
