/*
+++
title = { id = "Kecamatan ada di wilayah portal", en = "Districts lie in the portal's region" }
description = { id = "Kecamatan yang kodenya tidak berawal dengan kode wilayah portal (region_id): berkas seluruh provinsi atau negara perlu `keep` di sumbernya.", en = "Districts whose code does not begin with the portal's region code (region_id): a file of a whole province or country needs a `keep` in its source." }
key = ["region_code"]

[check]
severity = "warning"
+++
*/
SELECT region_code, name, region_id
FROM regions
WHERE level = 'district'
  -- A portal whose region has no official number says nothing of others.
  AND region_id > '00.00' AND region_id < 'A'
  AND NOT starts_with(replace(replace(region_code, '.', ''), ' ', ''), replace(replace(region_id, '.', ''), ' ', ''))
ORDER BY region_code
