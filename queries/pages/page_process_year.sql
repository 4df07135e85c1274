/*
+++
title = { id = "Halaman pertama daftar paket tiap tahun", en = "First list page of each year" }
key = ["year_label", "view_id", "page_no"]
[page]
path = "paket/tahun/{year_label}"
like = "page_process_list"
title = { id = "Paket pengadaan {year_id}", en = "Contracting processes {year_en}" }
+++
*/
SELECT y.year_label, y.year_id, y.year_en, n.*
FROM list_numbers n
JOIN list_process_years y ON y.year_label = n.list_key
WHERE n.list_name = 'paket' AND n.view_id = 'terbaru' AND n.page_no = 1
ORDER BY y.year_label, n.view_id, n.page_no
