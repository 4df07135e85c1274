/*
+++
title = { id = "Baris daftar instansi", en = "Rows of the buyer list" }
description = { id = "Instansi pada tiap halaman daftarnya.", en = "Buyers on each page of their list." }
key = ["view_id", "page_no", "row_no"]
[list]
+++
*/
WITH -- Height of each month's bar, and the first of the highest.
bars AS (
  SELECT
    buyer_id, max(year_no) AS month_year,
    string_agg(concat(cast(month_no AS varchar), ':', cast(bar_width AS varchar)), ' ' ORDER BY month_no) AS month_bars,
    min(CASE WHEN bar_width = 100 THEN month_no END) AS top_month
  FROM list_buyer_months
  GROUP BY buyer_id
),
-- One name of several codes is told apart by them.
shared AS (
  SELECT name FROM buyer_summary WHERE name IS NOT NULL GROUP BY name HAVING count(*) > 1
)
SELECT
  v.view_id, v.page_no, v.row_no, s.buyer_id, coalesce(s.name, s.buyer_id) AS name, s.currency, s."value" AS value_total, s.contract_count, s.flagged_count,
  s.process_count, s.supplier_count, s.direct_share, s.assessed_count,
  d.name IS NOT NULL AS is_shared,
  b.month_year, b.month_bars, m.month_id, m.month_en
FROM list_party_views v
JOIN buyer_summary s ON s.buyer_id = v.party_id
LEFT JOIN shared d ON d.name = s.name
LEFT JOIN bars b ON b.buyer_id = s.buyer_id
LEFT JOIN list_buyer_months m ON m.buyer_id = b.buyer_id AND m.month_no = b.top_month
WHERE v.list_name = 'instansi'
ORDER BY v.view_id, v.page_no, v.row_no
