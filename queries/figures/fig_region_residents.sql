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
finding = { id = "{finding_name}: terbesar per penduduk, {finding_value}", en = "{finding_name}: the most per resident, {finding_value}" }
unit = "money"
currency = "currency"
geometry = "geometry"
link = "wilayah/{region_code}"

[fields.finding_name]
title = { id = "Nama di judul", en = "Name in the heading" }

[fields.finding_value]
title = { id = "Nilai di judul", en = "Value in the heading" }
unit = "money"
+++
*/
SELECT s.region_code, s.name, s.value_per_resident,
  -- A district without an amount is in the currency of the others.
  CASE WHEN min(s.currency) OVER () = max(s.currency) OVER () THEN min(s.currency) OVER () ELSE s.currency END AS currency,
  s."value", s.population, s.population_year, r.geometry,
  -- Of several currencies none is the largest.
  CASE WHEN min(s.currency) OVER () = max(s.currency) OVER () THEN first_value(s.name) OVER (ORDER BY s.value_per_resident DESC NULLS LAST, s.region_code) END AS finding_name,
  CASE WHEN min(s.currency) OVER () = max(s.currency) OVER () THEN max(s.value_per_resident) OVER () END AS finding_value
FROM region_summary s
JOIN regions r ON r.region_code = s.region_code
WHERE r.geometry IS NOT NULL AND s.population > 0
  -- More than this are no map that anyone can read: the list has them all.
  AND (SELECT count(*) FROM region_summary) <= 2000
ORDER BY s.region_code
