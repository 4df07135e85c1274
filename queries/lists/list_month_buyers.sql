/*
+++
title = { id = "Instansi tiap bulan ramai", en = "Buyers of busy months" }
description = { id = "Untuk bulan dengan lebih dari seribu paket: instansinya dan jumlah paketnya.", en = "For months of more than a thousand processes: their buyers and counts." }
key = ["year_label", "month_label", "buyer_key"]
[list]
+++
*/
SELECT m.year_label, m.month_label, m.month_key, m.buyer_key, max(m.buyer_name) AS buyer_name, count(*) AS row_count
FROM list_month_processes m
WHERE m.buyer_key <> ''
GROUP BY m.year_label, m.month_label, m.month_key, m.buyer_key
ORDER BY m.year_label, m.month_label, m.buyer_key
