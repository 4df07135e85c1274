/*
+++
title = { id = "Pandangan daftar instansi dan penyedia", en = "Views of the lists of buyers and suppliers" }
description = { id = "Tiap instansi dan penyedia menurut nilai, jumlah, dan huruf pertama, lima puluh tiap halaman.", en = "Each buyer and supplier by value, count and first letter, fifty a page." }
key = ["list_name", "view_id", "row_no"]
[list]
+++
*/
WITH parties AS (
  SELECT 'instansi' AS list_name, buyer_id AS party_id, name, currency, cast("value" AS double) AS amount, process_count AS item_count FROM buyer_summary
  UNION ALL
  SELECT 'penyedia', supplier_id, name, currency, cast(contract_value AS double), award_count FROM supplier_summary
),
base AS (
  SELECT
    p.list_name, p.party_id, p.item_count,
    CASE WHEN p.currency IS NOT DISTINCT FROM m.currency THEN p.amount END AS order_value,
    -- Amounts in other currencies are not compared with it: they follow, each currency by itself, before those without.
    CASE WHEN p.amount IS NULL THEN 3 WHEN p.currency IS NOT DISTINCT FROM m.currency THEN 1 ELSE 2 END AS money_no,
    p.currency AS own_currency, p.amount AS own_amount,
    coalesce(o.name_key, upper(p.name), p.party_id) AS sort_name,
    o.name_order,
    p.name IS NOT NULL AS has_name
  FROM parties p
  LEFT JOIN organizations o ON o.organization_id = p.party_id
  LEFT JOIN list_main_currency m ON m.subject = p.list_name
),
views AS (
  SELECT b.list_name, 'nilai' AS view_id, b.party_id, row_number() OVER (PARTITION BY b.list_name ORDER BY b.money_no, b.order_value DESC NULLS LAST, b.own_currency NULLS LAST, b.own_amount DESC NULLS LAST, b.item_count DESC, b.party_id) AS row_no
  FROM base b
  UNION ALL
  SELECT b.list_name, 'jumlah', b.party_id, row_number() OVER (PARTITION BY b.list_name ORDER BY b.item_count DESC NULLS LAST, b.order_value DESC NULLS LAST, b.party_id)
  FROM base b
  UNION ALL
  SELECT l.list_name, 'abjad-' || l.letter, l.party_id, row_number() OVER (PARTITION BY l.list_name, l.letter ORDER BY l.name_order NULLS LAST, l.sort_name, l.party_id)
  FROM (SELECT b.*, CASE WHEN b.has_name AND lower(left(b.sort_name, 1)) SIMILAR TO '[a-z]' THEN lower(left(b.sort_name, 1)) ELSE 'lain' END AS letter FROM base b) l
)
SELECT
  v.list_name, v.view_id, v.row_no,
  cast(floor((v.row_no - 1) / 50.0) AS bigint) + 1 AS page_no,
  count(*) OVER (PARTITION BY v.list_name, v.view_id) AS view_count,
  v.party_id
FROM views v
ORDER BY v.list_name, v.view_id, v.row_no
