/*
+++
title = { id = "Bulan tiap instansi", en = "Months of each buyer" }
description = { id = "Kontrak tiap instansi menurut bulan tanda tangan, pada tahun dengan kontrak terbanyak.", en = "Each buyer's contracts by the month of signature, in the year of most contracts." }
key = ["buyer_id", "month_no"]
[list]
+++
*/
WITH dated AS (
  SELECT
    c.buyer_id, c.currency, c."value",
    cast(date_part('year', c.signed) AS bigint) AS year_no,
    cast(date_part('month', c.signed) AS bigint) AS month_no
  FROM contract_summary c
  JOIN buyer_summary b ON b.buyer_id = c.buyer_id AND b.currency IS NOT DISTINCT FROM c.currency
  WHERE c.is_counted AND c.signed IS NOT NULL
),
-- One year for all, so that offices can be compared: the one of most contracts.
chosen AS (
  SELECT year_no FROM dated GROUP BY year_no QUALIFY row_number() OVER (ORDER BY count(*) DESC, year_no DESC NULLS LAST) = 1
),
kept AS (
  SELECT d.* FROM dated d JOIN chosen y ON y.year_no = d.year_no
),
-- Months in which anyone signed: those still to come are no zeros.
months AS (
  SELECT year_no, month_no FROM kept GROUP BY year_no, month_no
),
-- A handful of contracts has no rhythm.
buyers AS (
  SELECT buyer_id, max(currency) AS currency, count(*) AS year_count, sum("value") AS year_total FROM kept GROUP BY buyer_id HAVING count(*) >= 5
),
words (month_no, month_id, month_en) AS (
  VALUES
    (1, 'Januari', 'January'), (2, 'Februari', 'February'), (3, 'Maret', 'March'), (4, 'April', 'April'), (5, 'Mei', 'May'), (6, 'Juni', 'June'),
    (7, 'Juli', 'July'), (8, 'Agustus', 'August'), (9, 'September', 'September'), (10, 'Oktober', 'October'), (11, 'November', 'November'), (12, 'Desember', 'December')
),
sums AS (
  SELECT buyer_id, month_no, count(*) AS contract_count, sum("value") AS value_total FROM kept GROUP BY buyer_id, month_no
)
SELECT
  b.buyer_id, m.year_no, m.month_no, w.month_id, w.month_en, b.currency,
  coalesce(s.contract_count, 0) AS contract_count,
  s.value_total,
  b.year_count,
  cast(s.value_total AS double) / nullif(cast(b.year_total AS double), 0) AS value_share,
  cast(round(100.0 * coalesce(cast(s.contract_count AS double), 0e0) / cast(max(s.contract_count) OVER (PARTITION BY b.buyer_id) AS double)) AS bigint) AS bar_width
FROM buyers b
CROSS JOIN months m
JOIN words w ON w.month_no = m.month_no
LEFT JOIN sums s ON s.buyer_id = b.buyer_id AND s.month_no = m.month_no
ORDER BY b.buyer_id, m.month_no
