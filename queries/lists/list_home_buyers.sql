/*
+++
title = { id = "Instansi terbesar", en = "Largest buyers" }
description = { id = "Delapan teratas menurut nilai paket dalam mata uang utama.", en = "The top eight by value of processes in the main currency." }
key = ["row_no"]
[list]
+++
*/
WITH namesakes AS (
  SELECT buyer_id, count(*) AS namesake_count FROM list_buyer_namesakes GROUP BY buyer_id
)
SELECT
  row_number() OVER (ORDER BY s."value" DESC NULLS LAST, s.buyer_id) AS row_no,
  s.buyer_id, s.name, s.currency, s.process_count, s."value" AS value_total,
  coalesce(n.namesake_count, 0) AS namesake_count,
  cast(round(100.0 * cast(s."value" AS double) / nullif(cast(max(s."value") OVER () AS double), 0)) AS bigint) AS bar_width
FROM buyer_summary s
JOIN list_main_currency m ON m.subject = 'instansi' AND m.currency = s.currency
LEFT JOIN namesakes n ON n.buyer_id = s.buyer_id
WHERE s."value" > 0
ORDER BY row_no
LIMIT 8
