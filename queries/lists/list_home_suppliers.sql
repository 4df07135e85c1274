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
),
-- Awards of several suppliers whose parts nobody states.
shared AS (
  SELECT ocid, award_id FROM supplier_awards WHERE joint AND value IS NULL GROUP BY ocid, award_id
),
unshared AS (
  SELECT count(*) AS unshared_count FROM shared
),
namesakes AS (
  SELECT supplier_id, count(*) AS namesake_count FROM list_supplier_namesakes GROUP BY supplier_id
)
SELECT
  row_number() OVER (ORDER BY s.contract_value DESC NULLS LAST, s.supplier_id) AS row_no,
  o.other_count,
  u.unshared_count,
  coalesce(n.namesake_count, 0) AS namesake_count,
  s.supplier_id, s.name, s.currency, s.award_count, s.contract_value,
  cast(round(100.0 * cast(s.contract_value AS double) / nullif(cast(max(s.contract_value) OVER () AS double), 0)) AS bigint) AS bar_width
FROM supplier_summary s
JOIN list_main_currency m ON m.subject = 'penyedia' AND m.currency = s.currency
CROSS JOIN others o
CROSS JOIN unshared u
LEFT JOIN namesakes n ON n.supplier_id = s.supplier_id
WHERE s.contract_value > 0
ORDER BY row_no
LIMIT 8
