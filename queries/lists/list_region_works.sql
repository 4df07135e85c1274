/*
+++
title = { id = "Pekerjaan di tiap kecamatan", en = "Works in each district" }
description = { id = "Laporan terakhir tiap pekerjaan yang kemajuannya dilaporkan, dua puluh: yang belum selesai dulu, lalu yang terbaru.", en = "The latest report of each work whose progress is reported, twenty: the unfinished first, then the most recent." }
key = ["region_code", "row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT *
  FROM list_process_progress
  QUALIFY row_number() OVER (PARTITION BY ocid ORDER BY reported DESC NULLS LAST, row_no DESC) = 1
),
ranked AS (
  SELECT
    r.region_code, g.ocid, g.reported, g.physical_share, g.bar_width, g.note, g.photo_url, g.photo_path, g.latitude, g.longitude,
    row_number() OVER (PARTITION BY r.region_code ORDER BY CASE WHEN g.physical_share < 1 THEN 0 ELSE 1 END, g.reported DESC NULLS LAST, g.ocid) AS row_no
  FROM latest g
  JOIN region_processes r ON r.ocid = g.ocid
)
SELECT r.*, p.title, p.buyer_name
FROM ranked r
JOIN list_processes p ON p.ocid = r.ocid
WHERE r.row_no <= 20
ORDER BY r.region_code, r.row_no
