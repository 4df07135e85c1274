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
finding = { id = "{finding_name}: nilai terbesar, {finding_value}", en = "{finding_name}: the largest value, {finding_value}" }
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
SELECT s.region_code, s.name, s."value",
  -- A district without an amount is in the currency of the others.
  CASE WHEN min(s.currency) OVER () = max(s.currency) OVER () THEN min(s.currency) OVER () ELSE s.currency END AS currency,
  s.process_count, r.geometry,
  -- Of several currencies none is the largest.
  CASE WHEN min(s.currency) OVER () = max(s.currency) OVER () THEN first_value(s.name) OVER (ORDER BY s."value" DESC NULLS LAST, s.region_code) END AS finding_name,
  CASE WHEN min(s.currency) OVER () = max(s.currency) OVER () THEN max(s."value") OVER () END AS finding_value
FROM region_summary s
JOIN regions r ON r.region_code = s.region_code
WHERE r.geometry IS NOT NULL
  -- More than this are no map that anyone can read: the list has them all.
  AND (SELECT count(*) FROM region_summary) <= 2000
ORDER BY s.region_code
