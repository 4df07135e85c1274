/*
+++
title = { id = "Kelompok belanja", en = "Kinds of spending" }
description = { id = "Pegawai, barang dan jasa, modal, dan kelompok belanja lain pada tiap tahap.", en = "Staff, goods and services, capital and other kinds of spending at each stage." }
key = ["year_no", "row_no"]
[list]
+++
*/
WITH main_currency AS (
  SELECT currency FROM budget_by_account
  WHERE currency IS NOT NULL
  GROUP BY currency
  ORDER BY count(*) DESC, currency
  LIMIT 1
),
sums AS (
  SELECT
    b."year" AS year_no, b.account_code, max(b.account) AS account_id, max(b.account_en) AS account_en, b.currency,
    max(CASE WHEN b.stage = 'initial' THEN b.amount END) AS initial_amount,
    max(CASE WHEN b.stage = 'revised' THEN b.amount END) AS revised_amount,
    max(CASE WHEN b.stage = 'executed' THEN b.amount END) AS executed_amount
  FROM budget_by_account b
  JOIN main_currency m ON m.currency = b.currency
  WHERE b."year" IS NOT NULL
    AND (b.account_code IN ('5.2', '5.3', '5.4') OR (b.account_code LIKE '5.1.%' AND b.account_level = 3))
  GROUP BY b."year", b.account_code, b.currency
),
planned AS (
  SELECT s.*, coalesce(s.revised_amount, s.initial_amount) AS planned_amount, coalesce(s.revised_amount, s.initial_amount, s.executed_amount) AS size_amount
  FROM sums s
),
ranked AS (
  SELECT
    p.*,
    row_number() OVER (PARTITION BY p.year_no ORDER BY p.size_amount DESC NULLS LAST, p.account_code) AS row_no,
    cast(p.executed_amount AS double) / nullif(cast(p.planned_amount AS double), 0) AS spent_share,
    cast(round(100.0 * cast(p.size_amount AS double) / nullif(cast(max(p.size_amount) OVER (PARTITION BY p.year_no) AS double), 0)) AS bigint) AS bar_width
  FROM planned p
)
SELECT r.year_no, r.row_no, r.account_code, r.account_id, r.account_en, r.currency, r.initial_amount, r.revised_amount, r.executed_amount, r.spent_share, r.bar_width,
  CASE WHEN y.stage IS NOT DISTINCT FROM CASE WHEN r.revised_amount IS NOT NULL THEN 'revised' WHEN r.initial_amount IS NOT NULL THEN 'initial' ELSE 'executed' END
    THEN cast(r.size_amount AS double) / nullif(cast(y.spending AS double), 0) END AS value_share
FROM ranked r
LEFT JOIN list_budget_years y ON y.year_no = r.year_no
ORDER BY r.year_no, r.row_no
