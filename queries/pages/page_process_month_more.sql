/*
+++
title = { id = "Paket tiap bulan, halaman berikutnya", en = "Processes of a month, further pages" }
key = ["year_label", "month_label", "buyer_key", "page_no"]
[page]
path = "paket/tahun/{year_label}/bulan/{month_label}/{page_no}"
like = "page_process_month"
title = { id = "Paket pengadaan {month_id}, halaman {page_no}", en = "Contracting processes {month_en}, page {page_no}" }
+++
*/
SELECT
  m.*,
  n.view_id AS buyer_key,
  cast(NULL AS varchar) AS buyer_name,
  n.page_no, n.page_count, n.first_no, n.last_no, n.previous_no, n.next_no,
  n.view_count AS row_count
FROM list_numbers n
JOIN list_months m ON m.month_key = n.list_key
WHERE n.list_name = 'paket-bulan' AND n.view_id = '' AND n.page_no > 1
ORDER BY m.year_label, m.month_label, buyer_key, n.page_no
