/*
+++
title = { id = "Tahun tiap instansi", en = "Years of each buyer" }
description = { id = "Paket dan kontrak per tahun.", en = "Processes and contracts by year." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT buyer_id, "year" AS year_no, currency, count(*) AS process_count, coalesce(sum(contract_count), 0) AS contract_count, sum(contract_value) AS contract_value, sum("value") AS value_total, sum(paid_total) AS paid_total
  FROM process_summary
  WHERE buyer_id IS NOT NULL AND is_counted
  GROUP BY buyer_id, "year", currency
)
SELECT
  y.buyer_id,
  row_number() OVER (PARTITION BY y.buyer_id ORDER BY y.year_no DESC NULLS LAST, y.currency NULLS LAST) AS row_no,
  y.year_no, y.currency, y.process_count, y.contract_count, y.contract_value, y.value_total, y.paid_total,
  cast(round(100.0 * cast(y.value_total AS double) / nullif(cast(max(y.value_total) OVER (PARTITION BY y.buyer_id, y.currency) AS double), 0)) AS bigint) AS bar_width
FROM sums y
ORDER BY y.buyer_id, row_no
