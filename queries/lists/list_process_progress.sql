/*
+++
title = { id = "Kemajuan tiap paket", en = "Progress of each process" }
description = { id = "Laporan kemajuan fisik dan keuangan menurut tanggal.", en = "Reports of physical and financial progress, by date." }
key = ["ocid", "row_no"]
[list]
+++
*/
SELECT
  g.ocid, g.contract_id, g.progress_id,
  row_number() OVER (PARTITION BY g.ocid ORDER BY g.reported NULLS LAST, g.contract_id, g.progress_id) AS row_no,
  g.reported,
  g.physical_percent / 100.0 AS physical_share,
  g.financial_percent / 100.0 AS financial_share,
  cast(round(least(greatest(g.physical_percent, 0), 100)) AS bigint) AS bar_width,
  g.note,
  CASE WHEN starts_with(lower(g.photo_url), 'https://') OR starts_with(lower(g.photo_url), 'http://') THEN g.photo_url END AS photo_url,
  CASE WHEN g.photo_url NOT LIKE '%://%' THEN g.photo_url END AS photo_path,
  g.latitude, g.longitude
FROM progress g
ORDER BY g.ocid, row_no
