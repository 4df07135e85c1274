/*
+++
title = { id = "Halaman kecamatan", en = "Page of districts" }
description = { id = "Peta dan daftar semua kecamatan.", en = "Map and list of all districts." }
key = ["region_count"]
[page]
nav = { id = "Kecamatan", en = "Districts" }
path = "wilayah"
template = "regions.html"
figure = "shared_figure"
title = { id = "Paket menurut kecamatan", en = "Processes by district" }
description = { id = "Peta dan daftar kecamatan: berapa paket, berapa nilainya, berapa per penduduk.", en = "Map and list of districts: how many processes, of what value, how much per resident." }
[page.lists]
regions = { relation = "list_regions", key = [] }
+++
*/
SELECT
  'fig_region_values' AS shared_figure, r.region_count, p.process_count, p.located_count,
  cast(p.located_count AS double) / nullif(cast(p.process_count AS double), 0e0) AS located_share,
  w.work_count
FROM (SELECT count(*) AS region_count FROM region_summary) r
CROSS JOIN (
  SELECT count(*) AS process_count, count(l.ocid) AS located_count
  FROM process_summary s
  LEFT JOIN (SELECT ocid FROM region_processes GROUP BY ocid) l ON l.ocid = s.ocid
  WHERE s.is_counted
) p
CROSS JOIN (SELECT count(DISTINCT ocid) AS work_count FROM progress WHERE latitude IS NOT NULL AND longitude IS NOT NULL) w
WHERE r.region_count > 0
ORDER BY r.region_count
