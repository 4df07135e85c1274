/*
+++
title = { id = "Pandangan daftar instansi", en = "Views of the buyer list" }
description = { id = "Tiap instansi menurut nilai, jumlah, dan huruf pertama, seratus tiap halaman.", en = "Each buyer by value, count and first letter, a hundred a page." }
key = ["view_id", "page_no", "row_no"]
[list]
+++
*/
WITH main_currency AS (
  SELECT currency FROM buyer_summary
  WHERE currency IS NOT NULL
  GROUP BY currency
  ORDER BY count(*) DESC, currency
  LIMIT 1
),
base AS (
  SELECT
    s.buyer_id, coalesce(s.name, s.buyer_id) AS name, s.currency, s."value" AS value_total, s.contract_count, s.flagged_count, s.process_count, s.supplier_count, s.direct_share, s.assessed_count,
    CASE WHEN s.currency IS NOT DISTINCT FROM m.currency THEN cast(s."value" AS double) END AS order_value,
    CASE WHEN lower(left(coalesce(o.name_key, s.name, s.buyer_id), 1)) SIMILAR TO '[a-z]' THEN lower(left(coalesce(o.name_key, s.name, s.buyer_id), 1)) ELSE 'lain' END AS letter,
    coalesce(o.name_key, upper(s.name), s.buyer_id) AS sort_name
  FROM buyer_summary s
  LEFT JOIN organizations o ON o.organization_id = s.buyer_id
  LEFT JOIN main_currency m ON true
),
views AS (
  SELECT 'nilai' AS view_id, b.*, row_number() OVER (ORDER BY b.order_value DESC NULLS LAST, b.process_count DESC, b.buyer_id) AS row_no FROM base b
  UNION ALL
  SELECT 'jumlah', b.*, row_number() OVER (ORDER BY b.process_count DESC NULLS LAST, b.order_value DESC NULLS LAST, b.buyer_id) FROM base b
  UNION ALL
  SELECT 'abjad-' || b.letter, b.*, row_number() OVER (PARTITION BY b.letter ORDER BY b.sort_name, b.buyer_id) FROM base b
)
SELECT
  v.view_id,
  cast(floor((v.row_no - 1) / 100.0) AS bigint) + 1 AS page_no,
  v.row_no,
  count(*) OVER (PARTITION BY v.view_id) AS view_count,
  v.buyer_id, v.name, v.currency, v.value_total, v.contract_count, v.flagged_count, v.process_count, v.supplier_count, v.direct_share, v.assessed_count
FROM views v
ORDER BY v.view_id, page_no, v.row_no
