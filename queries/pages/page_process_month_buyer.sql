/*
+++
title = { id = "Paket tiap bulan dan instansi", en = "Processes of a month and buyer" }
key = ["year_label", "month_label", "buyer_key", "page_no"]
[page]
path = "paket/tahun/{year_label}/bulan/{month_label}/{buyer_key}/{page_no}"
like = "page_process_month"
title = { id = "Paket pengadaan {buyer_name}, {month_id}, halaman {page_no}", en = "Contracting processes of {buyer_name}, {month_en}, page {page_no}" }
+++
*/
SELECT
  m.*,
  b.buyer_key,
  b.buyer_name,
  n.page_no, n.page_count, n.first_no, n.last_no, n.previous_no, n.next_no,
  b.row_count
FROM list_numbers n
JOIN list_months m ON m.month_key = n.list_key
JOIN list_month_buyers b ON b.month_key = n.list_key AND b.buyer_key = n.view_id
WHERE n.list_name = 'paket-bulan'
ORDER BY m.year_label, m.month_label, b.buyer_key, n.page_no
