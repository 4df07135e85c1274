/*
+++
title = { id = "Nilai paket tiap kecamatan", en = "Value of processes in each district" }
description = { id = "Hanya paket yang lokasi atau judulnya menyebut kecamatan. Makin kuat warnanya makin besar.", en = "Only processes whose place or title names a district. The stronger the colour, the larger." }
key = ["region_code"]

[figure]
kind = "map"
x = "region_code"
label = "name"
y = ["value"]
unit = "money"
currency = "currency"
geometry = "geometry"
link = "wilayah/{region_code}"
+++
*/
SELECT s.region_code, s.name, s."value", s.currency, s.process_count, r.geometry
FROM region_summary s
JOIN regions r ON r.region_code = s.region_code
WHERE r.geometry IS NOT NULL
  -- More than this are no map that anyone can read: the list has them all.
  AND (SELECT count(*) FROM region_summary) <= 2000
ORDER BY s.region_code
