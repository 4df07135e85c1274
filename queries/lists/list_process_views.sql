/*
+++
title = { id = "Pandangan daftar paket", en = "Views of the process list" }
description = { id = "Tiap paket sekali untuk tiap urutan dan saringan yang memuatnya, dengan nomor halaman.", en = "Each process once for every order and filter that holds it, with its page number." }
key = ["year_label", "view_id", "row_no"]
[list]
+++
*/
WITH base AS (
  SELECT
    p.ocid, p.method, p.category, p.status, p.flag_count, p.bidder_count, p.currency, p."value", p.ceiling, p.saving_share,
    coalesce(cast(p.year AS varchar), 'tanpa-tahun') AS year_label,
    coalesce(p.signed, p.awarded, cast(p.announced AS date)) AS event_date,
    max(p.currency) OVER () AS any_currency
  FROM process_summary p
),
views AS (
  SELECT b.year_label, 'terbaru' AS view_id, b.ocid, b.event_date, cast(NULL AS double) AS order_value FROM base b
  UNION ALL
  SELECT b.year_label, 'terbesar', b.ocid, b.event_date, cast(b."value" AS double) FROM base b WHERE b."value" IS NOT NULL
  UNION ALL
  SELECT b.year_label, 'penawar-terbanyak', b.ocid, b.event_date, cast(b.bidder_count AS double) FROM base b WHERE b.bidder_count > 0
  UNION ALL
  SELECT b.year_label, 'bertanda', b.ocid, b.event_date, cast(b.flag_count AS double) FROM base b WHERE b.flag_count > 0
  UNION ALL
  SELECT b.year_label, 'metode-' || b.method, b.ocid, b.event_date, cast(b."value" AS double) FROM base b
  WHERE b.method IN ('open', 'selective', 'limited', 'direct')
  UNION ALL
  SELECT b.year_label, 'jenis-' || b.category, b.ocid, b.event_date, cast(b."value" AS double) FROM base b
  WHERE b.category IN ('goods', 'works', 'services')
  UNION ALL
  SELECT b.year_label, 'status-' || b.status, b.ocid, b.event_date, cast(b."value" AS double) FROM base b
  WHERE b.status IN ('planning', 'planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn')
),
ordered AS (
  SELECT
    v.year_label, v.view_id, v.ocid,
    row_number() OVER (PARTITION BY v.year_label, v.view_id ORDER BY v.order_value DESC NULLS LAST, v.event_date DESC NULLS LAST, v.ocid) AS row_no,
    count(*) OVER (PARTITION BY v.year_label, v.view_id) AS view_count
  FROM views v
)
SELECT
  o.year_label,
  o.view_id,
  o.row_no,
  cast(floor((o.row_no - 1) / 100.0) AS bigint) + 1 AS page_no,
  o.view_count,
  o.ocid
FROM ordered o
WHERE o.view_id = 'terbaru' OR o.row_no <= 1000
ORDER BY o.year_label, o.view_id, o.row_no
