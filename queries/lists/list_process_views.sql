/*
+++
title = { id = "Pandangan daftar paket", en = "Views of the process list" }
description = { id = "Paket teratas tiap urutan dan saringan, paling banyak lima ratus, dengan nomor halaman; semuanya ada di daftar tiap bulan.", en = "The first processes of every order and filter, at most five hundred, with their page numbers; the lists by month have them all." }
key = ["year_label", "view_id", "row_no"]
[list]
+++
*/
WITH views AS (
  SELECT p.year_label, 'terbaru' AS view_id, p.ocid, p.event_date, cast(NULL AS double) AS order_value FROM list_processes p
  UNION ALL
  SELECT p.year_label, 'terbesar', p.ocid, p.event_date, cast(p."value" AS double) FROM list_processes p WHERE p."value" IS NOT NULL
  UNION ALL
  SELECT p.year_label, 'penawar-terbanyak', p.ocid, p.event_date, cast(p.bidder_count AS double) FROM list_processes p WHERE p.bidder_count > 0
  UNION ALL
  SELECT p.year_label, 'bertanda', p.ocid, p.event_date, cast(p.flag_count AS double) FROM list_processes p WHERE p.flag_count > 0
  UNION ALL
  SELECT p.year_label, f.view_id, p.ocid, p.event_date, cast(p."value" AS double)
  FROM list_processes p
  JOIN list_process_filters f ON f.year_label = p.year_label
    AND f.view_id IN (p.method_view, p.category_view, p.status_view)
  WHERE NOT f.is_whole
  UNION ALL
  SELECT p.year_label, f.view_id, p.ocid, p.event_date, cast(p."value" AS double)
  FROM list_processes p
  JOIN region_processes r ON r.ocid = p.ocid
  JOIN list_process_filters f ON f.year_label = p.year_label AND f.view_id = concat('wilayah-', r.region_code)
  UNION ALL
  SELECT p.year_label, f.view_id, p.ocid, p.event_date, cast(p."value" AS double)
  FROM list_processes p
  JOIN list_process_filters f ON f.year_label = p.year_label AND f.view_id = concat('instansi-', p.buyer_id)
),
sizes AS (
  SELECT year_label, view_id, count(*) AS view_count FROM views GROUP BY year_label, view_id
),
ordered AS (
  SELECT
    v.year_label, v.view_id, v.ocid,
    row_number() OVER (PARTITION BY v.year_label, v.view_id ORDER BY v.order_value DESC NULLS LAST, v.event_date DESC NULLS LAST, v.ocid) AS row_no
  FROM views v
)
SELECT
  o.year_label,
  o.view_id,
  o.row_no,
  cast(floor((o.row_no - 1) / 50.0) AS bigint) + 1 AS page_no,
  s.view_count,
  o.ocid
FROM ordered o
JOIN sizes s ON s.year_label = o.year_label AND s.view_id = o.view_id
WHERE o.row_no <= 500
ORDER BY o.year_label, o.view_id, o.row_no
