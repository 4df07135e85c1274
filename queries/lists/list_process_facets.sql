/*
+++
title = { id = "Pilihan daftar paket", en = "Choices of the process lists" }
description = { id = "Urutan dan saringan yang ada untuk tiap tahun, dengan jumlahnya.", en = "The orders and filters each year has, with counts." }
key = ["year_label", "position_no"]
[list]
+++
*/
SELECT
  n.list_key AS year_label,
  row_number() OVER (PARTITION BY n.list_key ORDER BY
    CASE
      WHEN n.view_id = 'terbaru' THEN 1 WHEN n.view_id = 'terbesar' THEN 2 WHEN n.view_id = 'penawar-terbanyak' THEN 3
      WHEN n.view_id = 'bertanda' THEN 4 WHEN n.view_id LIKE 'metode-%' THEN 5 WHEN n.view_id LIKE 'jenis-%' THEN 6 ELSE 7
    END, n.view_count DESC, n.view_id) AS position_no,
  n.view_id,
  CASE
    WHEN n.view_id IN ('terbaru', 'terbesar', 'penawar-terbanyak') THEN 'order'
    WHEN n.view_id = 'bertanda' THEN 'flagged'
    WHEN n.view_id LIKE 'metode-%' THEN 'method'
    WHEN n.view_id LIKE 'jenis-%' THEN 'category'
    ELSE 'status'
  END AS group_id,
  n.view_count
FROM list_numbers n
WHERE n.list_name = 'paket' AND n.page_no = 1
ORDER BY year_label, position_no
