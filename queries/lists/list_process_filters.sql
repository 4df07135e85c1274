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
)
SELECT c.year_label, c.view_id, count(*) AS view_count, count(*) = max(y.process_count) AS is_whole
FROM codes c
JOIN list_process_years y ON y.year_label = c.year_label
GROUP BY c.year_label, c.view_id
ORDER BY c.year_label, c.view_id
