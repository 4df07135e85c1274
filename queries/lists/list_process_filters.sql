/*
+++
title = { id = "Saringan daftar paket", en = "Filters of the process lists" }
description = { id = "Berapa paket tiap tahun yang lolos tiap saringan; saringan yang meloloskan semuanya tidak menjadi daftar sendiri.", en = "How many processes of each year pass each filter; one that all of them pass gets no list of its own." }
key = ["year_label", "view_id"]
[list]
+++
*/
WITH codes AS (
  SELECT p.year_label, 'metode-' || p.method AS view_id FROM list_processes p
  WHERE p.method IN ('open', 'selective', 'limited', 'direct')
  UNION ALL
  SELECT p.year_label, 'jenis-' || p.category FROM list_processes p WHERE p.category IN ('goods', 'works', 'services')
  UNION ALL
  SELECT p.year_label, 'status-' || p.status FROM list_processes p
  WHERE p.status IN ('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn')
)
SELECT c.year_label, c.view_id, count(*) AS view_count, count(*) = max(y.process_count) AS is_whole
FROM codes c
JOIN list_process_years y ON y.year_label = c.year_label
GROUP BY c.year_label, c.view_id
ORDER BY c.year_label, c.view_id
