/*
+++
title = { id = "Baris daftar instansi", en = "Rows of the buyer list" }
description = { id = "Instansi pada tiap halaman daftarnya.", en = "Buyers on each page of their list." }
key = ["view_id", "page_no", "row_no"]
[list]
+++
*/
SELECT v.view_id, v.page_no, v.row_no, s.buyer_id, coalesce(s.name, s.buyer_id) AS name, s.currency, s."value" AS value_total, s.contract_count, s.flagged_count, s.process_count, s.supplier_count, s.direct_share, s.assessed_count
FROM list_party_views v
JOIN buyer_summary s ON s.buyer_id = v.party_id
WHERE v.list_name = 'instansi'
ORDER BY v.view_id, v.page_no, v.row_no
