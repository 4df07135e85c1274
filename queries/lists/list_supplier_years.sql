/*
+++
title = { id = "Tahun tiap penyedia", en = "Years of each supplier" }
description = { id = "Jumlah dan nilai kemenangan per tahun.", en = "Count and value won by year." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT supplier_id, "year" AS year_no, currency, sum(award_count) AS award_count, sum("value") AS value_total
  FROM supplier_buyer_year
  GROUP BY supplier_id, "year", currency
)
SELECT
  y.supplier_id,
  row_number() OVER (PARTITION BY y.supplier_id ORDER BY y.year_no DESC NULLS LAST, y.currency) AS row_no,
  y.year_no, y.currency, y.award_count, y.value_total,
  cast(round(100.0 * cast(y.value_total AS double) / nullif(cast(max(y.value_total) OVER (PARTITION BY y.supplier_id, y.currency) AS double), 0)) AS bigint) AS bar_width
FROM sums y
ORDER BY y.supplier_id, row_no
