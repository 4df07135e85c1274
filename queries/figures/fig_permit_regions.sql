/*
+++
title = { id = "Izin yang diputuskan dalam standar, tiap kecamatan", en = "Permits decided within the standard, by district" }
description = { id = "Dari permohonan yang menyebut kecamatan dan bisa dinilai: berapa bagian yang diputuskan dalam standar. Makin kuat warnanya makin besar.", en = "Of the applications that name a district and can be judged: what share was decided within the standard. The stronger the colour, the larger." }
key = ["region_code"]

[figure]
kind = "map"
x = "region_code"
label = "name"
y = ["on_time_share"]
finding = { id = "Paling sering terlambat {finding_name}: {finding_share} dalam standar", en = "Most often late {finding_name}: {finding_share} within the standard" }
unit = "ratio"
geometry = "geometry"
link = "wilayah/{region_code}"

[fields.on_time_share]
title = { id = "Dalam standar", en = "Within the standard" }
unit = "ratio"

[fields.received_count]
title = { id = "Permohonan", en = "Applications" }
unit = "count"

[fields.judged_count]
title = { id = "Bisa dinilai", en = "Can be judged" }
unit = "count"

[fields.finding_name]
title = { id = "Nama di judul", en = "Name in the heading" }
+++
*/
WITH named AS (
  SELECT upper(trim(district)) AS district_key, count(*) AS received_count, count(on_time) AS judged_count, count(*) FILTER (WHERE on_time) AS on_time_count
  FROM permit_facts
  WHERE district IS NOT NULL
  GROUP BY upper(trim(district))
),
-- A name that two districts share tells neither.
districts AS (
  SELECT upper(trim(name)) AS district_key, min(region_code) AS region_code
  FROM regions
  WHERE level = 'district'
  GROUP BY upper(trim(name))
  HAVING count(*) = 1
),
found AS (
  SELECT d.region_code, n.received_count, n.judged_count, cast(n.on_time_count AS double) / nullif(cast(n.judged_count AS double), 0e0) AS on_time_share
  FROM named n
  JOIN districts d ON d.district_key = n.district_key
),
shown AS (
  SELECT r.region_code, r.name, f.received_count, f.judged_count, f.on_time_share, r.geometry
  FROM regions r
  LEFT JOIN found f ON f.region_code = r.region_code
  WHERE r.level = 'district' AND r.geometry IS NOT NULL AND EXISTS (SELECT 1 FROM found)
    -- More than this are no map that anyone can read.
    AND (SELECT count(*) FROM regions WHERE level = 'district') <= 2000
)
SELECT
  region_code, name, coalesce(received_count, 0) AS received_count, coalesce(judged_count, 0) AS judged_count, on_time_share, geometry,
  -- Of a handful of applications nothing is said.
  first_value(CASE WHEN judged_count >= 10 THEN name END)
    OVER (ORDER BY CASE WHEN judged_count >= 10 THEN 0 ELSE 1 END, on_time_share NULLS LAST, region_code) AS finding_name,
  first_value(CASE WHEN judged_count >= 10 THEN on_time_share END)
    OVER (ORDER BY CASE WHEN judged_count >= 10 THEN 0 ELSE 1 END, on_time_share NULLS LAST, region_code) AS finding_share
FROM shown
ORDER BY region_code
