/*
+++
title = { id = "Baris daftar penyedia", en = "Rows of the supplier list" }
description = { id = "Penyedia pada tiap halaman daftarnya.", en = "Suppliers on each page of their list." }
key = ["view_id", "page_no", "row_no"]
[list]
+++
*/
WITH -- One name of several codes is told apart by them.
shared AS (
  SELECT name FROM supplier_summary WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1
)
SELECT
  v.view_id, v.page_no, v.row_no, s.supplier_id, coalesce(s.name, s.supplier_id) AS name, s.currency, s.contract_value, s.contract_count,
  s.flagged_count, s.award_count, s.bid_count, s.win_count, s.buyer_count, d.name IS NOT NULL AS is_shared
FROM list_party_views v
JOIN supplier_summary s ON s.supplier_id = v.party_id
LEFT JOIN shared d ON d.name = s.name
WHERE v.list_name = 'penyedia'
ORDER BY v.view_id, v.page_no, v.row_no
