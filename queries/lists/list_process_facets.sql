/*
+++
title = { id = "Pilihan daftar paket", en = "Choices of the process lists" }
description = { id = "Urutan dan saringan yang ada untuk tiap tahun, dengan jumlahnya.", en = "The orders and filters each year has, with counts." }
key = ["year_label", "position_no"]
[list]
+++
*/
WITH counted AS (
  SELECT year_label, view_id, max(view_count) AS view_count
  FROM list_process_views
  GROUP BY year_label, view_id
)
SELECT
  c.year_label,
  row_number() OVER (PARTITION BY c.year_label ORDER BY
    CASE
      WHEN c.view_id = 'terbaru' THEN 1 WHEN c.view_id = 'terbesar' THEN 2 WHEN c.view_id = 'penawar-terbanyak' THEN 3
      WHEN c.view_id = 'bertanda' THEN 4 WHEN c.view_id LIKE 'metode-%' THEN 5 WHEN c.view_id LIKE 'jenis-%' THEN 6 ELSE 7
    END, c.view_count DESC, c.view_id) AS position_no,
  c.view_id,
  CASE
    WHEN c.view_id IN ('terbaru', 'terbesar', 'penawar-terbanyak') THEN 'order'
    WHEN c.view_id = 'bertanda' THEN 'flagged'
    WHEN c.view_id LIKE 'metode-%' THEN 'method'
    WHEN c.view_id LIKE 'jenis-%' THEN 'category'
    ELSE 'status'
  END AS group_id,
  c.view_count
FROM counted c
ORDER BY c.year_label, position_no
