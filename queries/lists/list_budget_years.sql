/*
+++
title = { id = "Tahun anggaran", en = "Budget years" }
description = { id = "Tahun yang punya data anggaran, terbaru dulu.", en = "Years with budget data, latest first." }
key = ["row_no"]
[list]
+++
*/
WITH years AS (
  SELECT year_no, max(CASE WHEN lead_no = 1 THEN spending END) AS spending, max(CASE WHEN lead_no = 1 THEN currency END) AS currency, max(CASE WHEN lead_no = 1 THEN stage END) AS stage,
    bool_or(stage = 'initial') AS has_initial, bool_or(stage = 'revised') AS has_revised, bool_or(stage = 'executed') AS has_executed
  FROM list_budget_stages
  GROUP BY year_no
)
SELECT row_number() OVER (ORDER BY y.year_no DESC) AS row_no, y.year_no, y.spending, y.currency, y.stage, y.has_initial, y.has_revised, y.has_executed
FROM years y
ORDER BY row_no
