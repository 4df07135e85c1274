/*
+++
title = { id = "Halaman daftar tiap bulan", en = "Pages of the lists by month" }
description = { id = "Tiap halaman: baris pertama dan terakhirnya, tanggalnya, halaman sebelum dan sesudahnya.", en = "Each page: its first and last row, their dates, the page before and the one after." }
key = ["year_label", "month_label", "buyer_key", "page_no"]
[list]
+++
*/
WITH pages AS (
  SELECT
    m.year_label, m.month_label, m.buyer_key, m.page_no,
    max(m.buyer_name) AS buyer_name,
    min(m.row_no) AS first_no, max(m.row_no) AS last_no,
    min(m.event_date) AS first_date, max(m.event_date) AS last_date
  FROM list_month_processes m
  GROUP BY m.year_label, m.month_label, m.buyer_key, m.page_no
),
counted AS (
  SELECT
    p.*,
    max(p.page_no) OVER (PARTITION BY p.year_label, p.month_label, p.buyer_key) AS page_count,
    max(p.last_no) OVER (PARTITION BY p.year_label, p.month_label, p.buyer_key) AS row_count
  FROM pages p
)
SELECT
  c.*,
  CASE WHEN c.page_no > 1 THEN c.page_no - 1 END AS previous_no,
  CASE WHEN c.page_no < c.page_count THEN c.page_no + 1 END AS next_no
FROM counted c
ORDER BY c.year_label, c.month_label, c.buyer_key, c.page_no
