/*
+++
title = { id = "Nilai kontrak menurut bulan tanda tangan", en = "Value of contracts by month of signing" }
description = { id = "Jumlah dan nilai kontrak menurut bulan tanda tangan, tahun terakhir yang ada.", en = "Number and value of contracts by month of signing, in the latest year there is." }
key = ["currency", "month"]

[figure]
kind = "column"
x = "month"
y = ["value"]
label = "label"
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
)
SELECT
  d.currency,
  d.month,
  d.year,
  CASE d.month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'Mei' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Agu' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Okt' WHEN 11 THEN 'Nov' ELSE 'Des' END AS label_id,
  CASE d.month WHEN 1 THEN 'Jan' WHEN 2 THEN 'Feb' WHEN 3 THEN 'Mar' WHEN 4 THEN 'Apr' WHEN 5 THEN 'May' WHEN 6 THEN 'Jun' WHEN 7 THEN 'Jul' WHEN 8 THEN 'Aug' WHEN 9 THEN 'Sep' WHEN 10 THEN 'Oct' WHEN 11 THEN 'Nov' ELSE 'Dec' END AS label_en,
  sum(d.value) AS value,
  count(*) AS contract_count
FROM dated d
JOIN years y ON y.currency = d.currency AND y.year = d.year
GROUP BY d.currency, d.month, d.year
ORDER BY d.currency, d.month
