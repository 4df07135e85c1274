/*
+++
title = { id = "Nomor halaman daftar", en = "Page numbers of lists" }
description = { id = "Tiap halaman tiap daftar: baris pertama dan terakhirnya, halaman sebelum dan sesudahnya.", en = "Each page of each list: its first and last row, the page before and the one after." }
key = ["list_name", "list_key", "view_id", "page_no"]
[list]
+++
*/
WITH shown AS (
  SELECT list_name, '' AS list_key, view_id, page_no, row_no, view_count FROM list_party_views
  UNION ALL SELECT 'paket', year_label, view_id, page_no, row_no, view_count FROM list_process_views
  UNION ALL SELECT 'paket-bulan', month_key, buyer_key, page_no, row_no, NULL FROM list_month_processes
  UNION ALL SELECT 'rencana', unit_key, '', page_no, row_no, NULL FROM list_plan_rows
  UNION ALL SELECT 'paket-instansi', buyer_id, '', page_no, row_no, NULL FROM list_buyer_processes
  UNION ALL SELECT 'paket-penyedia', supplier_id, '', page_no, row_no, NULL FROM list_supplier_processes
  UNION ALL SELECT 'paket-wilayah', region_code, '', page_no, row_no, NULL FROM list_region_processes
  -- The way in to a list is there even when nothing is on it.
  UNION ALL
  SELECT e.list_name, '', 'nilai', 1, 0, 0
  FROM (VALUES ('instansi'), ('penyedia')) AS e (list_name)
  WHERE NOT EXISTS (SELECT 1 FROM list_party_views v WHERE v.list_name = e.list_name)
),
pages AS (
  SELECT list_name, list_key, view_id, page_no, max(view_count) AS view_count, min(row_no) AS first_no, max(row_no) AS last_no
  FROM shown
  GROUP BY list_name, list_key, view_id, page_no
),
counted AS (
  SELECT
    p.*,
    max(p.page_no) OVER (PARTITION BY p.list_name, p.list_key, p.view_id) AS page_count,
    max(p.last_no) OVER (PARTITION BY p.list_name, p.list_key, p.view_id) AS row_count
  FROM pages p
)
SELECT
  c.list_name, c.list_key, c.view_id, c.page_no, c.page_count, c.first_no, c.last_no,
  coalesce(c.view_count, c.row_count) AS view_count,
  CASE WHEN c.row_count < c.view_count THEN c.row_count END AS cut_at,
  CASE WHEN c.page_no > 1 THEN c.page_no - 1 END AS previous_no,
  CASE WHEN c.page_no < c.page_count THEN c.page_no + 1 END AS next_no
FROM counted c
ORDER BY c.list_name, c.list_key, c.view_id, c.page_no
