/*
+++
title = { id = "Anggaran dan realisasi menurut jenis belanja", en = "Budget and execution by kind of spending" }
description = { id = "Tahun terakhir yang realisasinya ada, atau tahun terakhir kalau tidak ada: anggaran (perubahan, kalau tidak ada murni) dan realisasi menurut jenis belanja.", en = "The latest year with execution, or the latest where there is none: budget (revised, else initial) and execution by kind of spending." }
key = ["currency", "row_no"]

[figure]
kind = "bar"
x = "account_code"
y = ["planned", "executed"]
label = "label"
unit = "money"
finding = { id = "Dari anggaran {finding_year}, {finding_bound_id} {finding_share} tercatat terlaksana", en = "Of the budget of {finding_year}, {finding_bound_en} {finding_share} is recorded as spent" }
currency = "currency"

[fields.planned]
title = { id = "Anggaran", en = "Budget" }
unit = "money"

[fields.executed]
title = { id = "Realisasi", en = "Execution" }
unit = "money"

[fields.share]
title = { id = "Bagian terlaksana", en = "Share spent" }
unit = "ratio"
+++
*/
WITH wanted AS (
  SELECT year, currency, stage, account_code, account, account_en, amount, line_count
  FROM budget_by_account
  WHERE account_code IN ('5.1.01', '5.1.02', '5.1.03', '5.1.04', '5.1.05', '5.1.06', '5.2', '5.3', '5.4') AND currency IS NOT NULL
  UNION ALL
  -- Where operating spending is one sum.
  SELECT b.year, b.currency, b.stage, b.account_code, b.account, b.account_en, b.amount, b.line_count
  FROM budget_by_account b
  WHERE b.account_code = '5.1' AND b.currency IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM budget_by_account k WHERE k.year = b.year AND k.currency = b.currency AND k.account_code LIKE '5.1.%')
),
years AS (
  SELECT currency, year
  FROM wanted
  GROUP BY currency, year
  QUALIFY row_number() OVER (PARTITION BY currency ORDER BY max(CASE WHEN stage = 'executed' THEN 1 ELSE 0 END) DESC, year DESC NULLS LAST) = 1
),
sums AS (
  SELECT
    w.currency,
    w.year,
    w.account_code,
    max(w.account) AS label_id,
    max(w.account_en) AS label_en,
    coalesce(max(CASE WHEN w.stage = 'revised' THEN w.amount END), max(CASE WHEN w.stage = 'initial' THEN w.amount END)) AS planned,
    max(CASE WHEN w.stage = 'executed' THEN w.amount END) AS executed,
    max(CASE WHEN w.stage <> 'executed' THEN w.line_count END) > max(CASE WHEN w.stage = 'executed' THEN w.line_count END) AS is_partial
  FROM wanted w
  JOIN years y ON y.currency = w.currency AND y.year = w.year
  GROUP BY w.currency, w.year, w.account_code
)
SELECT
  currency,
  row_number() OVER (PARTITION BY currency ORDER BY planned DESC NULLS LAST, account_code) AS row_no,
  year,
  account_code,
  label_id,
  label_en,
  planned,
  executed,
  cast(executed AS double) / nullif(cast(planned AS double), 0e0) AS share,
  cast(year AS varchar) AS finding_year,
  -- Lines that the source gives no execution for may have been spent too.
  CASE WHEN bool_or(is_partial) OVER (PARTITION BY currency) THEN 'sedikitnya' ELSE 'sekitar' END AS finding_bound_id,
  CASE WHEN bool_or(is_partial) OVER (PARTITION BY currency) THEN 'at least' ELSE 'about' END AS finding_bound_en,
  cast(sum(CASE WHEN planned IS NOT NULL THEN executed END) OVER (PARTITION BY currency) AS double)
    / nullif(cast(sum(CASE WHEN executed IS NOT NULL THEN planned END) OVER (PARTITION BY currency) AS double), 0e0) AS finding_share
FROM sums
WHERE planned > 0 OR executed > 0
ORDER BY currency, row_no
