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
-- One space between words; kec. is short for kecamatan, and the word after it begins a name. Signs, and words that are no
-- part of a name, end it: what is longer than a name in the list is another place. A bare name may be a village's or a road's.
plain AS (
  SELECT
    ocid, place, basis,
    regexp_replace(
      regexp_replace(concat(' ', regexp_replace(regexp_replace(lower(place), '\s[-–]\s', ' | ', 'g'), '[\s"''_-]+', ' ', 'g'), ' '), '([ .,;:()/&+|])(kec[. ]+|district of )', ' kecamatan ', 'g'),
      ' *[.,;:()/&+|]+ *', ' | ', 'g'
    ) AS words
  FROM places
  WHERE lower(place) LIKE '%kec%' OR lower(place) LIKE '%district of%'
),
worded AS (
  SELECT
    ocid, place, basis,
    concat(regexp_replace(regexp_replace(
      regexp_replace(words, ' kecamatan +([^ |]+)', ' | kecamatan=\1', 'g'),
      ' (dan|desa|ds|kelurahan|kel|kabupaten|kab|kota|provinsi|prov|rt|rw|kp|kampung|dusun|dsn|jalan|jl|jln|komp|komplek|sungai|saluran|aliran|wilayah|lanjutan|mesjid|masjid|tahap|paket|blok|no|tahun|ta|untuk|di|pada|[0-9]+)( |$)', ' | ', 'g'
    ), ' +', ' ', 'g'), '|') AS words
  FROM plain
),
named AS (
  SELECT region_code, name, concat(' kecamatan=', trim(regexp_replace(lower(name), '[\s"''_-]+', ' ', 'g')), ' |') AS words
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
  SELECT w.ocid, w.place, w.basis, a.region_code, a.name
  FROM worded w
  JOIN alone a ON strpos(w.words, a.words) > 0
)
SELECT f.ocid, f.region_code, min(f.name) AS region_name, min(f.basis) AS basis, min(f.place) AS place
FROM found f
GROUP BY f.ocid, f.region_code
ORDER BY f.ocid, f.region_code
