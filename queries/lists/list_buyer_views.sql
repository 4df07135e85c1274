/*
+++
title = { id = "Daftar paket tiap instansi menurut tahun", en = "Process lists of each buyer by year" }
description = { id = "Tahun-tahun yang daftarnya bisa disaring menurut instansi ini.", en = "The years whose lists can be filtered by this buyer." }
key = ["buyer_id", "year_label"]
[list]
+++
*/
SELECT b.buyer_id, f.year_label, f.view_id, f.view_count
FROM list_process_filters f
JOIN buyer_summary b ON concat('instansi-', b.buyer_id) = f.view_id
ORDER BY b.buyer_id, f.year_label
