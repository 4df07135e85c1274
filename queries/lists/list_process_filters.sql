/*
+++
title = { id = "Saringan daftar paket", en = "Filters of the process lists" }
description = { id = "Berapa paket tiap tahun yang lolos tiap saringan; saringan yang meloloskan semuanya tidak menjadi daftar sendiri.", en = "How many processes of each year pass each filter; one that all of them pass gets no list of its own." }
key = ["year_label", "view_id"]
[list]
+++
*/
WITH codes AS (
  SELECT year_label, method_view AS view_id FROM list_processes
  UNION ALL
  SELECT year_label, category_view FROM list_processes
  UNION ALL
  SELECT year_label, status_view FROM list_processes
),
places AS (
  SELECT p.year_label, 'wilayah' AS kind, concat('wilayah-', r.region_code) AS view_id, count(*) AS view_count
  FROM list_processes p
  JOIN region_processes r ON r.ocid = p.ocid
  GROUP BY p.year_label, r.region_code
  UNION ALL
  SELECT p.year_label, 'instansi', concat('instansi-', p.buyer_id), count(*)
  FROM list_processes p
  WHERE p.buyer_id IS NOT NULL
  GROUP BY p.year_label, p.buyer_id
)
SELECT c.year_label, c.view_id, count(*) AS view_count, count(*) = max(y.process_count) AS is_whole
FROM codes c
JOIN list_process_years y ON y.year_label = c.year_label
GROUP BY c.year_label, c.view_id
UNION ALL
-- Of districts and buyers a country has thousands: they have pages of their own.
SELECT d.year_label, d.view_id, d.view_count, false
FROM (SELECT *, row_number() OVER (PARTITION BY year_label, kind ORDER BY view_count DESC, view_id) AS place FROM places) d
JOIN list_process_years y ON y.year_label = d.year_label
-- A list of one buyer's processes is that buyer's.
WHERE d.place <= 60 AND (d.kind = 'wilayah' OR d.view_count < y.process_count)
ORDER BY year_label, view_id
