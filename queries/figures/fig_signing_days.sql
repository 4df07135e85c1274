/*
+++
title = { id = "Hari tanda tangan kontrak", en = "Days of signing" }
description = { id = "Jumlah kontrak yang ditandatangani tiap hari, tahun dengan kontrak terbanyak. Senin di atas; makin kuat warnanya makin banyak.", en = "Number of contracts signed each day, in the year of most contracts. Monday on top; the stronger the colour, the more." }
key = ["signed"]

[figure]
kind = "heat"
x = "signed"
y = ["contract_count"]
finding = { id = "Paling sibuk {finding_day}: {finding_count} kontrak sehari", en = "Busiest on {finding_day}: {finding_count} contracts in a day" }
unit = "count"

[fields.year_no]
title = { id = "Tahun", en = "Year" }

[fields.finding_day]
title = { id = "Hari di judul", en = "Day in the heading" }

[fields.finding_count]
title = { id = "Jumlah di judul", en = "Number in the heading" }
unit = "count"

[fields.contract_count]
title = { id = "Kontrak", en = "Contracts" }
unit = "count"
+++
*/
WITH dated AS (
  SELECT signed, cast(date_part('year', signed) AS bigint) AS year_no
  FROM contract_summary
  WHERE is_counted AND signed IS NOT NULL
),
years AS (
  SELECT year_no
  FROM dated
  GROUP BY year_no
  QUALIFY row_number() OVER (ORDER BY count(*) DESC, year_no DESC NULLS LAST) = 1
),
days AS (
  SELECT d.signed, d.year_no, count(*) AS contract_count
  FROM dated d
  JOIN years y ON y.year_no = d.year_no
  GROUP BY d.signed, d.year_no
)
SELECT
  signed,
  year_no,
  contract_count,
  -- A day of one contract is not busy.
  CASE WHEN max(contract_count) OVER () > 1 THEN first_value(signed) OVER (ORDER BY contract_count DESC, signed) END AS finding_day,
  max(contract_count) OVER () AS finding_count
FROM days
ORDER BY signed
