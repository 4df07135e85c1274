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
SELECT m.is_wide, m.process_count, m.month_id, m.month_en, p.*
FROM list_month_pages p
JOIN list_months m ON m.year_label = p.year_label AND m.month_label = p.month_label
WHERE p.buyer_key = '' AND p.page_no > 1
ORDER BY p.year_label, p.month_label, p.buyer_key, p.page_no
