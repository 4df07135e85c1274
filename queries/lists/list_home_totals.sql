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
    -- Processes without a value stand apart, whatever their estimates are in.
    CASE WHEN p.value IS NOT NULL THEN p.currency END AS currency,
    count(*) AS process_count,
    coalesce(sum(p.contract_count), 0) AS contract_count,
    sum(p.contract_value) AS contract_value,
    -- Nothing is bought for nothing.
    sum(nullif(p.value, 0)) AS value_total,
    count(nullif(p.value, 0)) AS valued_count,
    sum(p.paid_total) AS paid_total
  FROM process_summary p
  WHERE p.is_counted
  GROUP BY p.year, CASE WHEN p.value IS NOT NULL THEN p.currency END
),
ranked AS (
  SELECT
    s.*,
    -- Of all currencies, and of those that name none.
    sum(s.process_count) OVER (PARTITION BY s.year_no) AS year_process_count,
    sum(s.contract_count) OVER (PARTITION BY s.year_no) AS year_contract_count,
    row_number() OVER (PARTITION BY s.year_no ORDER BY CASE WHEN s.value_total IS NULL THEN 1 ELSE 0 END, s.process_count DESC, s.currency NULLS LAST) AS currency_no
  FROM sums s
),
numbered AS (
  SELECT
    r.*,
    row_number() OVER (ORDER BY r.year_no DESC NULLS LAST, r.currency_no) AS row_no,
    -- The year that the page begins with: the last one of which values are known.
    row_number() OVER (ORDER BY CASE WHEN r.value_total IS NULL THEN 1 ELSE 0 END, r.year_no DESC NULLS LAST, r.currency_no) AS place
  FROM ranked r
  WHERE r.currency_no <= 3
)
SELECT
  n.row_no,
  n.year_no,
  n.place = 1 AS is_shown,
  coalesce(cast(n.year_no AS varchar), 'tanpa-tahun') AS year_label,
  n.currency,
  n.process_count,
  n.contract_count,
  n.year_process_count,
  n.year_contract_count,
  n.contract_value,
  n.value_total,
  n.valued_count,
  n.paid_total
FROM numbered n
WHERE n.row_no <= 18 OR n.place = 1
ORDER BY n.row_no
