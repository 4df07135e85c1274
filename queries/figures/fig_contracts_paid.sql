/*
+++
title = { id = "Kontrak yang ditandatangani dan yang dibayar sepanjang tahun", en = "Contracts signed and paid over the year" }
description = { id = "Jumlah sejak awal tahun: nilai kontrak yang ditandatangani, dan yang sudah dibayar dari kontrak itu, tahun dengan kontrak terbanyak. Hanya jalur yang sumbernya menerbitkan pembayaran; kontrak tanpa catatan pembayaran terhitung belum dibayar. Pembayaran tanpa tanggal, tanpa kontrak, atau bertanggal di tahun lain tidak ikut.", en = "Sums since the year began: the value of contracts signed, and what was paid of those contracts, in the year of most contracts. Only routes whose source publishes payments; a contract without a record of payment counts as not paid. Payments without a date or a contract, and those dated in another year, are left out." }
key = ["currency", "month"]

[figure]
kind = "area"
x = "month"
y = ["signed_so_far", "paid_so_far"]
label = "label"
finding = { id = "Sampai {finding_month_id} {finding_year}, {finding_share} dari nilai kontrak yang ditandatangani tahun itu tercatat sudah dibayar", en = "By {finding_month_en} {finding_year}, {finding_share} of the value of contracts signed that year is recorded as paid" }
unit = "money"
currency = "currency"

[fields.month]
title = { id = "Bulan", en = "Month" }

[fields.label_id]
title = { id = "Bulan (Indonesia)", en = "Month (Indonesian)" }

[fields.label_en]
title = { id = "Bulan (Inggris)", en = "Month (English)" }

[fields.year]
title = { id = "Tahun tanda tangan", en = "Year of signing" }

[fields.signed_so_far]
title = { id = "Ditandatangani", en = "Signed" }
unit = "money"

[fields.paid_so_far]
title = { id = "Dibayar", en = "Paid" }
unit = "money"

[fields.finding_share]
title = { id = "Bagian yang dibayar", en = "Share paid" }
unit = "ratio"
+++
*/
WITH -- Routes of which any payment is known: of the others nothing can be said.
paying AS (
  SELECT p.kind
  FROM payment_links l
  JOIN processes p ON p.ocid = l.ocid
  WHERE l.is_made AND l.contract_id IS NOT NULL
  GROUP BY p.kind
),
dated AS (
  SELECT
    c.ocid, c.contract_id, c.currency, c.value,
    cast(date_part('year', c.signed) AS bigint) AS year,
    cast(date_part('month', c.signed) AS bigint) AS month
  FROM contract_summary c
  JOIN processes p ON p.ocid = c.ocid
  JOIN paying k ON k.kind = p.kind
  WHERE c.is_counted AND c.signed IS NOT NULL AND c.currency IS NOT NULL
),
-- A handful of stray dates does not make a year.
sizes AS (
  SELECT currency, year, count(*) AS contract_count FROM dated GROUP BY currency, year
),
years AS (
  SELECT currency, year
  FROM sizes
  QUALIFY row_number() OVER (PARTITION BY currency ORDER BY contract_count DESC, year DESC NULLS LAST) = 1
),
chosen AS (
  SELECT d.ocid, d.contract_id, d.currency, d.value, d.year, d.month
  FROM dated d
  JOIN years y ON y.currency = d.currency AND y.year = d.year
),
payments_made AS (
  SELECT
    l.currency,
    c.year,
    cast(date_part('year', l.paid) AS bigint) AS paid_year,
    cast(date_part('month', l.paid) AS bigint) AS month,
    l.amount
  FROM payment_links l
  JOIN chosen c ON c.ocid = l.ocid AND c.contract_id = l.contract_id AND c.currency = l.currency
  WHERE l.is_made AND l.paid IS NOT NULL AND l.amount IS NOT NULL
),
signings AS (
  SELECT currency, month, sum(value) AS value FROM chosen GROUP BY currency, month
),
paid AS (
  SELECT currency, month, sum(amount) AS amount FROM payments_made WHERE paid_year = year GROUP BY currency, month
),
-- The year is over where payments of a later one are known; else it goes as far as payments do.
ends AS (
  SELECT y.currency, y.year, max(e.month) AS last_month
  FROM years y
  JOIN (SELECT currency, CASE WHEN paid_year > year THEN 12 WHEN paid_year = year THEN month END AS month FROM payments_made) e
    ON e.currency = y.currency
  GROUP BY y.currency, y.year
),
months AS (
  SELECT column1 AS month FROM (VALUES (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12)) AS m (column1)
),
so_far AS (
  SELECT
    e.currency, e.year, m.month, e.last_month,
    coalesce(sum(s.value) OVER (PARTITION BY e.currency ORDER BY m.month), 0) AS signed_so_far,
    coalesce(sum(p.amount) OVER (PARTITION BY e.currency ORDER BY m.month), 0) AS paid_so_far
  FROM ends e
  CROSS JOIN months m
  LEFT JOIN signings s ON s.currency = e.currency AND s.month = m.month
  LEFT JOIN paid p ON p.currency = e.currency AND p.month = m.month
  WHERE m.month <= e.last_month
),
told AS (
  SELECT
    s.*,
    max(paid_so_far) OVER (PARTITION BY currency) AS paid_at_end,
    max(CASE WHEN month = last_month THEN paid_so_far END) OVER (PARTITION BY currency) AS paid_last,
    max(CASE WHEN month = last_month THEN signed_so_far END) OVER (PARTITION BY currency) AS signed_last
  FROM so_far s
)
SELECT
  currency,
  cast(month AS bigint) AS month,
  year,
  CASE month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Agu' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Okt' WHEN 11 THEN 'Nov' ELSE 'Des' END AS label_id,
  CASE month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'May' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Aug' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Oct' WHEN 11 THEN 'Nov' ELSE 'Dec' END AS label_en,
  signed_so_far,
  paid_so_far,
  CASE last_month WHEN 1 THEN 'Januari' WHEN 2 THEN 'Februari' WHEN 3 THEN 'Maret' WHEN 4 THEN 'April' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Juni' WHEN 7 THEN 'Juli' WHEN 8 THEN 'Agustus' WHEN 9 THEN 'September' WHEN 10 THEN 'Oktober' WHEN 11 THEN 'November' ELSE 'Desember' END AS finding_month_id,
  CASE last_month WHEN 1 THEN 'January' WHEN 2 THEN 'February' WHEN 3 THEN 'March' WHEN 4 THEN 'April' WHEN 5 THEN 'May' WHEN 6 THEN 'June' WHEN 7 THEN 'July' WHEN 8 THEN 'August' WHEN 9 THEN 'September' WHEN 10 THEN 'October' WHEN 11 THEN 'November' ELSE 'December' END AS finding_month_en,
  cast(year AS varchar) AS finding_year,
  cast(paid_last AS double) / nullif(cast(signed_last AS double), 0e0) AS finding_share
FROM told
WHERE paid_at_end > 0
ORDER BY currency, month
