/*
+++
title = { id = "Jumlah per tahun", en = "Totals by year" }
description = { id = "Paket, kontrak, dan pembayaran per tahun dan mata uang, tanpa yang dibatalkan atau gagal; mata uang berbeda tidak pernah dijumlahkan.", en = "Processes, contracts and payments by year and currency; without the cancelled and unsuccessful; different currencies are never added." }
key = ["row_no"]
[list]
+++
*/
WITH sums AS (
  SELECT
    p.year AS year_no,
    -- Processes without a value stand apart, whatever their estimates are in; nothing is bought for nothing.
    CASE WHEN p.value <> 0 THEN p.currency END AS currency,
    count(*) AS process_count,
    coalesce(sum(p.contract_count), 0) AS contract_count,
    sum(p.contract_value) AS contract_value,
    sum(nullif(p.value, 0)) AS value_total,
    count(nullif(p.value, 0)) AS valued_count,
    sum(p.paid_total) AS paid_total
  FROM process_summary p
  WHERE p.is_counted
  GROUP BY p.year, CASE WHEN p.value <> 0 THEN p.currency END
),
ranked AS (
  SELECT
    s.*,
    -- Of all currencies, and of those that name none.
    sum(s.process_count) OVER (PARTITION BY s.year_no) AS year_process_count,
    sum(s.contract_count) OVER (PARTITION BY s.year_no) AS year_contract_count,
    row_number() OVER (PARTITION BY s.year_no ORDER BY CASE WHEN s.value_total IS NULL THEN 1 ELSE 0 END, s.process_count DESC, s.currency NULLS LAST) AS currency_no
  FROM sums s
)
SELECT
  row_number() OVER (ORDER BY r.year_no DESC NULLS LAST, r.currency_no) AS row_no,
  r.year_no,
  -- The year that the page begins with: the last one of which values are known.
  row_number() OVER (ORDER BY CASE WHEN r.value_total IS NULL THEN 1 ELSE 0 END, r.year_no DESC NULLS LAST, r.currency_no) = 1 AS is_shown,
  coalesce(cast(r.year_no AS varchar), 'tanpa-tahun') AS year_label,
  r.currency,
  r.process_count,
  r.contract_count,
  r.year_process_count,
  r.year_contract_count,
  r.contract_value,
  r.value_total,
  r.valued_count,
  r.paid_total
FROM ranked r
WHERE r.currency_no <= 3
ORDER BY row_no
LIMIT 18
