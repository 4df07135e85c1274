/*
+++
title = { id = "Anggaran unit berbeda antar sumber", en = "Unit budgets differ between sources" }
description = { id = "Jumlah belanja satu unit menurut dua sumber berbeda lebih dari satu persen.", en = "Two sources state spending of one unit that differs by over one per cent." }

[check]
severity = "warning"

[fields.source_count]
title = { id = "Sumber", en = "Sources" }
unit = "count"

[fields.lowest]
title = { id = "Terendah", en = "Lowest" }
unit = "money"

[fields.highest]
title = { id = "Tertinggi", en = "Highest" }
unit = "money"
+++
*/
WITH sums AS (
  SELECT
    b.year, b.stage, coalesce(n.unit_id, b.unit_id) AS unit_id, b.currency, b.source_id,
    sum(CASE WHEN coalesce(b.is_total, false) THEN CASE WHEN b.account_code = '5' THEN b.amount END ELSE b.amount END) AS amount
  FROM budget_lines b
  LEFT JOIN unit_codes n ON n.local_id = b.unit_id
  WHERE b.unit_id IS NOT NULL AND (b.account_code IS NULL OR b.account_code LIKE '5%')
  GROUP BY b.year, b.stage, coalesce(n.unit_id, b.unit_id), b.currency, b.source_id
),
ranges AS (
  SELECT year, stage, unit_id, currency, count(*) AS source_count, min(amount) AS lowest, max(amount) AS highest
  FROM sums
  WHERE amount IS NOT NULL
  GROUP BY year, stage, unit_id, currency
)
SELECT year, stage, unit_id, currency, source_count, lowest, highest
FROM ranges
WHERE source_count > 1 AND cast(highest AS double) > 1.01e0 * cast(lowest AS double)
ORDER BY year, stage, unit_id, currency
