/*
+++
title = { id = "Instansi tiap bulan ramai", en = "Buyers of busy months" }
description = { id = "Untuk bulan dengan lebih dari seribu paket: instansinya dan jumlah paketnya.", en = "For months of more than a thousand processes: their buyers and counts." }
key = ["year_label", "month_label", "buyer_key"]
[list]
+++
*/
SELECT p.year_label, p.month_label, p.buyer_key, p.buyer_name, p.row_count
FROM list_month_pages p
WHERE p.buyer_key <> '' AND p.page_no = 1
ORDER BY p.year_label, p.month_label, p.buyer_key
