/*
+++
title = { id = "Metode tiap instansi", en = "Methods of each buyer" }
description = { id = "Cara memilih penyedia, menurut jumlah dan nilai.", en = "How suppliers were chosen, by count and value." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT p.buyer_id, p.method, p.currency, count(*) AS process_count, sum(p."value") AS value_total
  FROM process_summary p
  JOIN buyer_summary b ON b.buyer_id = p.buyer_id AND b.currency IS NOT DISTINCT FROM p.currency
  WHERE p.is_counted
  GROUP BY p.buyer_id, p.method, p.currency
)
SELECT
  s.buyer_id,
  row_number() OVER (PARTITION BY s.buyer_id ORDER BY s.value_total DESC NULLS LAST, s.process_count DESC, s.method NULLS LAST) AS row_no,
  s.method, s.currency, s.process_count, s.value_total,
  cast(s.value_total AS double) / nullif(cast(sum(s.value_total) OVER (PARTITION BY s.buyer_id) AS double), 0) AS value_share
FROM sums s
ORDER BY s.buyer_id, row_no
