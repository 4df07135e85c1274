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
SELECT m.is_wide, m.process_count, m.month_id, m.month_en, p.*
FROM list_month_pages p
JOIN list_months m ON m.year_label = p.year_label AND m.month_label = p.month_label
WHERE p.buyer_key <> ''
ORDER BY p.year_label, p.month_label, p.buyer_key, p.page_no
