/*
+++
title = { id = "Penyedia terbesar", en = "Largest suppliers" }
description = { id = "Delapan teratas menurut nilai kontrak dalam mata uang utama.", en = "The top eight by contract value in the main currency." }
key = ["row_no"]
[list]
+++
*/
WITH others AS (
  SELECT count(*) AS other_count
  FROM supplier_summary x
  JOIN list_main_currency m ON m.subject = 'penyedia' AND m.currency <> x.currency
  WHERE x.contract_value > 0
)
SELECT
  row_number() OVER (ORDER BY s.contract_value DESC NULLS LAST, s.supplier_id) AS row_no,
  o.other_count,
  s.supplier_id, s.name, s.currency, s.award_count, s.contract_value,
  cast(round(100.0 * cast(s.contract_value AS double) / nullif(cast(max(s.contract_value) OVER () AS double), 0)) AS bigint) AS bar_width
FROM supplier_summary s
JOIN list_main_currency m ON m.subject = 'penyedia' AND m.currency = s.currency
CROSS JOIN others o
WHERE s.contract_value > 0
ORDER BY row_no
LIMIT 8
