/*
+++
title = { id = "Nilai paket per penduduk tiap kecamatan", en = "Value of processes per resident in each district" }
description = { id = "Nilai paket yang menyebut kecamatan itu dibagi penduduknya: kecamatan besar dan kecil bisa dibandingkan. Makin kuat warnanya makin besar.", en = "Value of the processes that name the district, divided by its residents: large and small districts can be compared. The stronger the colour, the more." }
key = ["region_code"]

[figure]
kind = "map"
x = "region_code"
label = "name"
y = ["value_per_resident"]
unit = "money"
currency = "currency"
geometry = "geometry"
link = "wilayah/{region_code}"
+++
*/
SELECT s.region_code, s.name, s.value_per_resident, s.currency, s."value", s.population, s.population_year, r.geometry
FROM region_summary s
JOIN regions r ON r.region_code = s.region_code
WHERE r.geometry IS NOT NULL AND s.population > 0
  -- More than this are no map that anyone can read: the list has them all.
  AND (SELECT count(*) FROM region_summary) <= 2000
ORDER BY s.region_code
