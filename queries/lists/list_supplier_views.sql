/*
+++
title = { id = "Pandangan daftar penyedia", en = "Views of the supplier list" }
description = { id = "Tiap penyedia menurut nilai, jumlah, dan huruf pertama, seratus tiap halaman.", en = "Each supplier by value, count and first letter, a hundred a page." }
key = ["view_id", "page_no", "row_no"]
[list]
+++
*/
WITH main_currency AS (
  SELECT currency FROM supplier_summary
  WHERE currency IS NOT NULL
  GROUP BY currency
  ORDER BY count(*) DESC, currency
  LIMIT 1
),
base AS (
  SELECT
    s.supplier_id, coalesce(s.name, s.supplier_id) AS name, s.currency, s.contract_value, s.contract_count, s.flagged_count, s.award_count, s.bid_count, s.win_count, s.buyer_count,
    CASE WHEN s.currency IS NOT DISTINCT FROM m.currency THEN cast(s.contract_value AS double) END AS order_value,
    CASE WHEN lower(left(coalesce(o.name_key, s.name, s.supplier_id), 1)) SIMILAR TO '[a-z]' THEN lower(left(coalesce(o.name_key, s.name, s.supplier_id), 1)) ELSE 'lain' END AS letter,
    coalesce(o.name_key, upper(s.name), s.supplier_id) AS sort_name
  FROM supplier_summary s
  LEFT JOIN organizations o ON o.organization_id = s.supplier_id
  LEFT JOIN main_currency m ON true
),
views AS (
  SELECT 'nilai' AS view_id, b.*, row_number() OVER (ORDER BY b.order_value DESC NULLS LAST, b.award_count DESC, b.supplier_id) AS row_no FROM base b
  UNION ALL
  SELECT 'jumlah', b.*, row_number() OVER (ORDER BY b.award_count DESC NULLS LAST, b.order_value DESC NULLS LAST, b.supplier_id) FROM base b
  UNION ALL
  SELECT 'abjad-' || b.letter, b.*, row_number() OVER (PARTITION BY b.letter ORDER BY b.sort_name, b.supplier_id) FROM base b
)
SELECT
  v.view_id,
  cast(floor((v.row_no - 1) / 100.0) AS bigint) + 1 AS page_no,
  v.row_no,
  count(*) OVER (PARTITION BY v.view_id) AS view_count,
  v.supplier_id, v.name, v.currency, v.contract_value, v.contract_count, v.flagged_count, v.award_count, v.bid_count, v.win_count, v.buyer_count
FROM views v
ORDER BY v.view_id, page_no, v.row_no
