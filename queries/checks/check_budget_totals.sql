/*
+++
title = { id = "Jumlah anggaran sama dengan rinciannya", en = "Budget totals equal their lines" }
description = { id = "Jumlah yang ditulis sumber untuk rekening tingkat atas berbeda lebih dari satu persen dari jumlah rinciannya.", en = "The total that a source states for an upper account differs by over one per cent from the sum of its parts." }

[check]
severity = "warning"

[fields.stated]
title = { id = "Ditulis", en = "Stated" }
unit = "money"

[fields.summed]
title = { id = "Dijumlah", en = "Summed" }
unit = "money"
+++
*/
WITH stated AS (
  SELECT source_id, year, stage, currency, account_code, max(amount) AS stated
  FROM budget_lines
  WHERE is_total AND account_code IS NOT NULL AND unit_id IS NULL
  GROUP BY source_id, year, stage, currency, account_code
)
SELECT s.source_id, s.year, s.stage, s.account_code, s.currency, s.stated, a.amount AS summed
FROM stated s
JOIN budget_by_account a ON a.year = s.year AND a.stage = s.stage AND a.account_code = s.account_code AND a.currency = s.currency
WHERE abs(cast(s.stated AS double) - cast(a.amount AS double)) > 0.01e0 * abs(cast(s.stated AS double)) + 5e7
ORDER BY s.source_id, s.year, s.stage, s.account_code, s.currency
