/*
+++
title = { id = "Pekerjaan yang dilaporkan dari lapangan", en = "Works reported from the field" }
description = { id = "Tiap titik satu pekerjaan di tempat laporan terakhirnya; makin kuat warnanya makin jauh selesai. Paling banyak 300, nilai terbesar dulu.", en = "Each point is one work, where its latest report was made; the stronger the colour, the further done. At most 300, largest value first." }
key = ["place_id"]

[figure]
kind = "map"
x = "place_id"
label = "title"
y = ["physical_percent"]
finding = { id = "{finding_done} dari {finding_count} pekerjaan di peta sudah 100%", en = "{finding_done} of {finding_count} works on the map are at 100%" }
unit = "percent"
geometry = "geometry"
link = "paket/{ocid}"

[fields.place_id]
title = { id = "Kode", en = "Code" }

[fields.geometry]
title = { id = "Tempat atau batas", en = "Place or boundary" }

[fields.finding_count]
title = { id = "Jumlah di judul", en = "Number in the heading" }
unit = "count"

[fields.finding_done]
title = { id = "Yang selesai di judul", en = "Done ones in the heading" }
unit = "count"

[fields.title]
title = { id = "Pekerjaan atau kecamatan", en = "Work or district" }
+++
*/
WITH seen AS (
  SELECT ocid, reported, physical_percent, latitude, longitude
  FROM progress
  WHERE latitude IS NOT NULL AND longitude IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ocid ORDER BY reported DESC NULLS LAST, progress_id DESC) = 1
),
works AS (
  SELECT
    s.ocid, coalesce(p.title, p.ocid) AS title, s.reported, s.physical_percent, s.latitude, s.longitude,
    row_number() OVER (ORDER BY p."value" DESC NULLS LAST, s.ocid) AS value_no
  FROM seen s
  JOIN process_summary p ON p.ocid = s.ocid
),
shown AS (
  SELECT
    ocid AS place_id, ocid, title, reported, physical_percent,
    concat('POINT(', cast(longitude AS varchar), ' ', cast(latitude AS varchar), ')') AS geometry
  FROM works
  WHERE value_no <= 300
)
SELECT
  place_id, ocid, title, reported, physical_percent, geometry,
  count(*) OVER () AS finding_count,
  count(*) FILTER (WHERE physical_percent >= 100) OVER () AS finding_done
FROM shown
UNION ALL
-- The outlines below them.
SELECT region_code, NULL, name, NULL, NULL, geometry, (SELECT count(*) FROM shown), (SELECT count(*) FROM shown WHERE physical_percent >= 100)
FROM regions
WHERE level = 'district' AND geometry IS NOT NULL AND EXISTS (SELECT 1 FROM shown)
  -- More than this are no map that anyone can read: the list has them all.
  AND (SELECT count(*) FROM regions WHERE level = 'district') <= 2000
ORDER BY place_id
