/*
+++
title = { id = "Nilai kontrak menurut bulan tanda tangan", en = "Value of contracts by month of signing" }
description = { id = "Jumlah dan nilai kontrak menurut bulan tanda tangan, tahun dengan kontrak terbanyak.", en = "Number and value of contracts by month of signing, in the year of most contracts." }
key = ["currency", "month"]

[figure]
kind = "column"
x = "month"
y = ["value"]
label = "label"
finding = { id = "{finding_label_id} {finding_year} terbesar: {finding_share} dari nilai kontrak tahun itu", en = "{finding_label_en} {finding_year} was the largest: {finding_share} of that year's contract value" }
unit = "money"
currency = "currency"

[fields.year]
title = { id = "Tahun tanda tangan", en = "Year of signing" }

[fields.month]
title = { id = "Bulan", en = "Month" }
+++
*/
WITH dated AS (
  SELECT
    currency,
    cast(date_part('year', signed) AS bigint) AS year,
    cast(date_part('month', signed) AS bigint) AS month,
    value
  FROM contract_summary
  WHERE is_counted AND signed IS NOT NULL AND currency IS NOT NULL
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
months AS (
  SELECT d.currency, d.month, d.year, sum(d.value) AS value, count(*) AS contract_count
  FROM dated d
  JOIN years y ON y.currency = d.currency AND y.year = d.year
  GROUP BY d.currency, d.month, d.year
),
told AS (
  SELECT
    m.*,
    first_value(m.month) OVER (PARTITION BY m.currency ORDER BY m.value DESC NULLS LAST, m.month) AS top_month,
    max(m.value) OVER (PARTITION BY m.currency) AS top_value,
    sum(m.value) OVER (PARTITION BY m.currency) AS whole
  FROM months m
)
SELECT
  currency,
  month,
  year,
  CASE WHEN min(year) OVER () <> max(year) OVER () THEN concat(cast(month AS varchar), '/', substr(cast(year AS varchar), 3, 2)) ELSE CASE month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Agu' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Okt' WHEN 11 THEN 'Nov' ELSE 'Des' END END AS label_id,
  CASE WHEN min(year) OVER () <> max(year) OVER () THEN concat(cast(month AS varchar), '/', substr(cast(year AS varchar), 3, 2)) ELSE CASE month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'May' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Aug' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Oct' WHEN 11 THEN 'Nov' ELSE 'Dec' END END AS label_en,
  value,
  contract_count,
  CASE top_month WHEN 1 THEN 'Januari' WHEN 2 THEN 'Februari' WHEN 3 THEN 'Maret' WHEN 4 THEN 'April' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Juni' WHEN 7 THEN 'Juli' WHEN 8 THEN 'Agustus' WHEN 9 THEN 'September' WHEN 10 THEN 'Oktober' WHEN 11 THEN 'November' ELSE 'Desember' END AS finding_label_id,
  CASE top_month WHEN 1 THEN 'January' WHEN 2 THEN 'February' WHEN 3 THEN 'March' WHEN 4 THEN 'April' WHEN 5 THEN 'May' WHEN 6 THEN 'June' WHEN 7 THEN 'July' WHEN 8 THEN 'August' WHEN 9 THEN 'September' WHEN 10 THEN 'October' WHEN 11 THEN 'November' ELSE 'December' END AS finding_label_en,
  cast(year AS varchar) AS finding_year,
  cast(top_value AS double) / nullif(cast(whole AS double), 0e0) AS finding_share
FROM told
ORDER BY currency, month
