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
WHERE level = 'district' AND NOT starts_with(replace(region_code, '.', ''), replace(region_id, '.', ''))
ORDER BY region_code
