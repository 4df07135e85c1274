/*
+++
title = { id = "Ringkasan kecamatan", en = "District summary" }
description = { id = "Satu baris tiap kecamatan: penduduk, proses yang menyebutnya, nilainya dalam mata uang utama, dan tanda. Proses yang menyebut beberapa kecamatan terhitung di semuanya; yang dibatalkan tidak ikut.", en = "One row for each district: residents, the processes that name it, their value in the main currency, and flags. A process that names several districts counts in all of them; the cancelled are left out." }
key = ["region_code"]

[download]
formats = ["csv", "jsonl"]

[fields.population_year]
title = { id = "Tahun hitungan penduduk", en = "Year of the population count" }

[fields.cancelled_count]
title = { id = "Dibatalkan atau gagal", en = "Cancelled or unsuccessful" }
unit = "count"

[fields.valued_count]
title = { id = "Proses yang nilainya diketahui", en = "Processes with a known value" }
unit = "count"

[fields.value_per_resident]
title = { id = "Nilai per penduduk", en = "Value per resident" }
description = { id = "Nilai semua proses yang menyebut kecamatan itu, dibagi jumlah penduduk terakhir.", en = "Value of all processes that name the district, divided by its latest number of residents." }
unit = "money"

[fields.assessed_count]
title = { id = "Proses dinilai", en = "Assessed processes" }
unit = "count"

[fields.other_currency_count]
title = { id = "Proses dalam mata uang lain", en = "Processes in other currencies" }
unit = "count"
+++
*/
WITH joined AS (
  SELECT r.region_code, coalesce(p.currency, '') AS money, p.*
  FROM region_processes r
  JOIN process_summary p ON p.ocid = r.ocid
),
by_money AS (
  SELECT region_code, money, count(*) AS process_count, count("value") AS valued_count, sum("value") AS value_total, sum(paid_total) AS paid_total
  FROM joined
  WHERE is_counted
  GROUP BY region_code, money
),
chosen AS (
  SELECT *
  FROM by_money
  QUALIFY row_number() OVER (PARTITION BY region_code ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, process_count DESC, money) = 1
),
totals AS (
  SELECT
    region_code,
    count(*) FILTER (WHERE is_counted) AS process_count,
    count(*) FILTER (WHERE NOT is_counted) AS cancelled_count,
    count(*) FILTER (WHERE is_counted AND flag_count > 0) AS flagged_count,
    count(*) FILTER (WHERE is_counted AND flags_assessed > 0) AS assessed_count
  FROM joined
  GROUP BY region_code
),
residents AS (
  SELECT region_code, population, "year" AS population_year
  FROM populations
  WHERE population IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY region_code ORDER BY "year" DESC) = 1
)
SELECT
  d.region_code, d.name, d.name_order, d.parent_id, n.population, n.population_year,
  coalesce(t.process_count, 0) AS process_count,
  coalesce(t.cancelled_count, 0) AS cancelled_count,
  nullif(c.money, '') AS currency,
  coalesce(c.valued_count, 0) AS valued_count,
  c.value_total AS "value",
  CASE WHEN n.population > 0 THEN cast(round(cast(c.value_total AS double) / cast(n.population AS double), 2) AS decimal(20, 2)) END AS value_per_resident,
  c.paid_total,
  coalesce(t.flagged_count, 0) AS flagged_count,
  coalesce(t.assessed_count, 0) AS assessed_count,
  coalesce(t.process_count, 0) - coalesce(c.process_count, 0) AS other_currency_count
FROM regions d
LEFT JOIN totals t ON t.region_code = d.region_code
LEFT JOIN chosen c ON c.region_code = d.region_code
LEFT JOIN residents n ON n.region_code = d.region_code
WHERE d.level = 'district'
ORDER BY d.region_code
