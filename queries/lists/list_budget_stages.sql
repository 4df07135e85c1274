/*
+++
title = { id = "Tahap anggaran", en = "Stages of the budget" }
description = { id = "Pendapatan, belanja, dan bagian pegawai pada tiap tahap; tahap tidak pernah dijumlahkan.", en = "Revenue, spending and staff share at each stage; stages are never added." }
key = ["year_no", "row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT
    b."year" AS year_no, b.stage, b.currency,
    max(CASE WHEN b.account_code = '4' THEN b.amount END) AS revenue,
    max(CASE WHEN b.account_code = '5' THEN b.amount END) AS spending,
    max(CASE WHEN b.account_code = '5.1.01' THEN b.amount END) AS staff
  FROM budget_by_account b
  JOIN list_main_currency m ON m.subject = 'rekening' AND m.currency = b.currency
  WHERE b.account_code IN ('4', '5', '5.1.01') AND b."year" IS NOT NULL
  GROUP BY b."year", b.stage, b.currency
),
-- Budgets that name no accounts still have a total by unit.
by_unit AS (
  SELECT u."year" AS year_no, u.stage, u.currency, sum(u.amount) AS spending
  FROM budget_by_unit u
  WHERE u."year" IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM sums s WHERE s.year_no = u."year" AND s.stage = u.stage AND s.currency = u.currency AND s.spending IS NOT NULL)
  GROUP BY u."year", u.stage, u.currency
),
all_sums AS (
  SELECT year_no, stage, currency, revenue, spending, staff FROM sums WHERE spending IS NOT NULL OR revenue IS NOT NULL
  UNION ALL
  SELECT year_no, stage, currency, NULL, spending, NULL FROM by_unit
)
SELECT
  a.year_no,
  row_number() OVER (PARTITION BY a.year_no ORDER BY CASE a.stage WHEN 'initial' THEN 1 WHEN 'revised' THEN 2 ELSE 3 END, a.currency) AS row_no,
  row_number() OVER (PARTITION BY a.year_no ORDER BY CASE a.stage WHEN 'revised' THEN 1 WHEN 'initial' THEN 2 ELSE 3 END, a.currency) AS lead_no,
  a.stage, a.currency, a.revenue, a.spending, a.staff,
  cast(a.staff AS double) / nullif(cast(a.spending AS double), 0) AS staff_share,
  cast(round(100.0 * cast(a.spending AS double) / nullif(cast(max(a.spending) OVER (PARTITION BY a.year_no, a.currency) AS double), 0)) AS bigint) AS bar_width
FROM all_sums a
ORDER BY a.year_no, row_no
