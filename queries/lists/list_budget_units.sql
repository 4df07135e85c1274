/*
+++
title = { id = "Anggaran tiap unit", en = "Budget of each unit" }
description = { id = "Belanja tiap unit pada tiap tahap, terbesar dulu.", en = "Spending of each unit at each stage, largest first." }
key = ["year_no", "row_no"]
[list]
+++
*/
WITH main_currency AS (
  SELECT currency FROM budget_by_unit
  WHERE currency IS NOT NULL
  GROUP BY currency
  ORDER BY count(*) DESC, currency
  LIMIT 1
),
sums AS (
  SELECT
    b."year" AS year_no, b.unit_id, max(b.unit_name) AS unit_name, b.currency,
    max(CASE WHEN b.stage = 'initial' THEN b.amount END) AS initial_amount,
    max(CASE WHEN b.stage = 'revised' THEN b.amount END) AS revised_amount,
    max(CASE WHEN b.stage = 'executed' THEN b.amount END) AS executed_amount
  FROM budget_by_unit b
  JOIN main_currency m ON m.currency = b.currency
  WHERE b."year" IS NOT NULL
  GROUP BY b."year", b.unit_id, b.currency
),
planned AS (
  SELECT s.*, coalesce(s.revised_amount, s.initial_amount) AS planned_amount, coalesce(s.revised_amount, s.initial_amount, s.executed_amount) AS size_amount
  FROM sums s
),
ranked AS (
  SELECT
    p.*,
    row_number() OVER (PARTITION BY p.year_no ORDER BY p.size_amount DESC NULLS LAST, p.unit_id) AS row_no,
    cast(p.executed_amount AS double) / nullif(cast(p.planned_amount AS double), 0) AS spent_share,
    cast(round(100.0 * cast(p.size_amount AS double) / nullif(cast(max(p.size_amount) OVER (PARTITION BY p.year_no) AS double), 0)) AS bigint) AS bar_width
  FROM planned p
)
SELECT r.year_no, r.row_no, r.unit_id, coalesce(r.unit_name, r.unit_id) AS unit_name, r.currency, r.initial_amount, r.revised_amount, r.executed_amount, r.spent_share, r.bar_width
FROM ranked r
ORDER BY r.year_no, r.row_no
