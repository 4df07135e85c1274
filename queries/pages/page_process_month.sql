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
  m.*,
  '' AS buyer_key,
  cast(NULL AS varchar) AS buyer_name,
  cast(1 AS bigint) AS page_no,
  n.page_count, n.first_no, n.last_no, n.previous_no, n.next_no,
  m.process_count AS row_count
FROM list_months m
-- A busy month has pages for its buyers only.
LEFT JOIN list_numbers n ON n.list_name = 'paket-bulan' AND n.list_key = m.month_key AND n.view_id = '' AND n.page_no = 1
ORDER BY m.year_label, m.month_label, buyer_key, page_no
