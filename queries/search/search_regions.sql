/*
+++
title = { id = "Kecamatan yang bisa dicari", en = "Districts that can be searched for" }
description = { id = "Nilai terbesar dulu.", en = "Largest value first." }
key = ["row_no"]
[list.search]
kind = "region"
path = "wilayah/{region_code}"
+++
*/
SELECT
  row_number() OVER (ORDER BY "value" DESC NULLS LAST, region_code) AS row_no,
  region_code, concat('Kecamatan ', name) AS title_id, concat(name, ' district') AS title_en
FROM region_summary
ORDER BY row_no
