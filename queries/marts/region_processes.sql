/*
+++
title = { id = "Proses tiap kecamatan", en = "Processes of each district" }
description = { id = "Proses yang lokasi atau judulnya menyebut kecamatan: kata kecamatan atau kec. dan namanya. Nama yang dipakai dua kecamatan tidak disambung. Satu proses bisa menyebut beberapa.", en = "Processes whose place or title names a district: the word kecamatan or kec. and its name. A name that two districts share is not joined. A process may name several." }
key = ["ocid", "region_code"]

[download]
formats = ["csv", "jsonl"]

[fields.region_name]
title = { id = "Kecamatan", en = "District" }

[fields.place]
title = { id = "Kata-kata sumber", en = "Words of the source" }

[fields.basis]
title = { id = "Disebut di", en = "Named in" }
description = { id = "place: lokasi tender atau rencana; title: judul.", en = "place: the place of the tender or plan; title: the title." }
+++
*/
WITH places AS (
  SELECT ocid, location AS place, 'place' AS basis FROM processes WHERE location IS NOT NULL
  UNION
  SELECT ocid, title, 'title' FROM processes WHERE title IS NOT NULL
  UNION
  SELECT l.ocid, p.location, 'place' FROM plan_links l JOIN planned_packages p ON p.plan_id = l.plan_id WHERE p.location IS NOT NULL
  UNION
  SELECT l.ocid, p.detail, 'place' FROM plan_links l JOIN plan_locations p ON p.plan_id = l.plan_id WHERE p.detail IS NOT NULL
),
-- Letters and digits with one space between them; kec. is short for kecamatan. A bare name may be a village's, a road's or a school's.
worded AS (
  SELECT ocid, place, basis, regexp_replace(concat(' ', regexp_replace(lower(place), '[^a-z0-9]+', ' ', 'g'), ' '), ' (kec|district of) ', ' kecamatan ', 'g') AS words
  FROM places
  WHERE lower(place) LIKE '%kec%' OR lower(place) LIKE '%district of%'
),
named AS (
  SELECT region_code, name, concat(' kecamatan ', trim(regexp_replace(lower(name), '[^a-z0-9]+', ' ', 'g')), ' ') AS words
  FROM regions
  WHERE level = 'district'
),
alone AS (
  SELECT words, min(region_code) AS region_code, min(name) AS name
  FROM named
  GROUP BY words
  HAVING count(*) = 1
),
found AS (
  SELECT w.ocid, w.place, w.basis, a.region_code, a.name, a.words
  FROM worded w
  JOIN alone a ON strpos(w.words, a.words) > 0
)
SELECT f.ocid, f.region_code, min(f.name) AS region_name, min(f.basis) AS basis, min(f.place) AS place
FROM found f
-- Where one name begins another, the longer is meant.
WHERE NOT EXISTS (
  SELECT 1
  FROM found g
  WHERE g.ocid = f.ocid AND g.place = f.place AND g.region_code <> f.region_code AND starts_with(g.words, f.words)
)
GROUP BY f.ocid, f.region_code
ORDER BY f.ocid, f.region_code
