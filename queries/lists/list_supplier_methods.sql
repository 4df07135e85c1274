/*
+++
title = { id = "Metode tiap penyedia", en = "Methods of each supplier" }
description = { id = "Cara penyedia ini dipilih, menurut jumlah dan nilai dalam mata uang utamanya.", en = "How this supplier was chosen, by count and by value in its main currency." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
-- One process once, however many of its awards the firm won.
WITH won AS (
  SELECT a.supplier_id, a.method, a.currency, a.ocid, sum(a."value") AS value_total
  FROM supplier_awards a
  JOIN supplier_summary s ON s.supplier_id = a.supplier_id AND s.currency IS NOT DISTINCT FROM a.currency
  GROUP BY a.supplier_id, a.method, a.currency, a.ocid
),
sums AS (
  SELECT supplier_id, method, currency, count(*) AS award_count, sum(value_total) AS value_total
  FROM won
  GROUP BY supplier_id, method, currency
)
SELECT
  s.supplier_id,
  row_number() OVER (PARTITION BY s.supplier_id ORDER BY s.value_total DESC NULLS LAST, s.award_count DESC, s.method NULLS LAST) AS row_no,
  s.method, s.currency, s.award_count, s.value_total,
  cast(s.value_total AS double) / nullif(cast(sum(s.value_total) OVER (PARTITION BY s.supplier_id) AS double), 0) AS value_share
FROM sums s
ORDER BY s.supplier_id, row_no
