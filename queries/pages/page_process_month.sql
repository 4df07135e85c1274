/*
+++
title = { id = "Paket tiap bulan, halaman pertama", en = "Processes of a month, first page" }
description = { id = "Semua paket satu bulan; untuk bulan yang sangat ramai, daftar instansinya.", en = "All processes of a month; for a very busy month, its buyers." }
key = ["year_label", "month_label", "buyer_key", "page_no"]
[page]
path = "paket/tahun/{year_label}/bulan/{month_label}"
template = "process_month.html"
title = { id = "Paket pengadaan {month_id}", en = "Contracting processes {month_en}" }
description = { id = "Daftar paket pengadaan pemerintah {month_id}.", en = "Government contracting processes of {month_en}." }
[page.lists]
rows = { relation = "list_month_processes", key = ["year_label", "month_label", "buyer_key", "page_no"] }
buyers = { relation = "list_month_buyers", key = ["year_label", "month_label"] }
months = { relation = "list_months", key = ["year_label"] }
+++
*/
SELECT
  m.year_label, m.month_label, m.is_wide, m.process_count, m.month_id, m.month_en,
  '' AS buyer_key,
  cast(NULL AS varchar) AS buyer_name,
  cast(1 AS bigint) AS page_no,
  coalesce(p.page_count, 1) AS page_count,
  p.first_no, p.last_no, p.first_date, p.last_date, p.previous_no, p.next_no,
  m.process_count AS row_count
FROM list_months m
LEFT JOIN list_month_pages p ON p.year_label = m.year_label AND p.month_label = m.month_label AND p.buyer_key = '' AND p.page_no = 1
ORDER BY m.year_label, m.month_label, buyer_key, page_no
