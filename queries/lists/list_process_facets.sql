/*
+++
title = { id = "Pilihan daftar paket", en = "Choices of the process lists" }
description = { id = "Urutan dan saringan yang ada untuk tiap tahun, dengan jumlahnya.", en = "The orders and filters each year has, with counts." }
key = ["year_label", "position_no"]
[list]
+++
*/
WITH choices AS (
  SELECT n.list_key AS year_label, n.view_id, n.view_count, false AS is_whole
  FROM list_numbers n
  WHERE n.list_name = 'paket' AND n.page_no = 1
  UNION ALL
  SELECT f.year_label, f.view_id, f.view_count, f.is_whole
  FROM list_process_filters f
  WHERE f.is_whole
)
SELECT
  n.year_label,
  row_number() OVER (PARTITION BY n.year_label ORDER BY
    CASE
      WHEN n.view_id = 'terbaru' THEN 1 WHEN n.view_id = 'terbesar' THEN 2 WHEN n.view_id = 'penawar-terbanyak' THEN 3
      WHEN n.view_id = 'bertanda' THEN 4 WHEN n.view_id LIKE 'metode-%' THEN 5 WHEN n.view_id LIKE 'jenis-%' THEN 6 WHEN n.view_id LIKE 'status-%' THEN 7 WHEN n.view_id LIKE 'wilayah-%' THEN 8 ELSE 9
    END, coalesce(s.name_order, o.name_order) NULLS LAST, coalesce(s.name, b.name, b.buyer_id), n.view_count DESC, n.view_id) AS position_no,
  n.view_id,
  CASE
    WHEN n.view_id IN ('terbaru', 'terbesar', 'penawar-terbanyak') THEN 'order'
    WHEN n.view_id = 'bertanda' THEN 'flagged'
    WHEN n.view_id LIKE 'metode-%' THEN 'method'
    WHEN n.view_id LIKE 'jenis-%' THEN 'category'
    WHEN n.view_id LIKE 'wilayah-%' THEN 'district'
    WHEN n.view_id LIKE 'instansi-%' THEN 'buyer'
    ELSE 'status'
  END AS group_id,
  n.view_count,
  n.is_whole,
  coalesce(s.name, b.name, b.buyer_id) AS label
FROM choices n
LEFT JOIN region_summary s ON concat('wilayah-', s.region_code) = n.view_id
LEFT JOIN buyer_summary b ON concat('instansi-', b.buyer_id) = n.view_id
LEFT JOIN organizations o ON o.organization_id = b.buyer_id
ORDER BY n.year_label, position_no
