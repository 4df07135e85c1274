/*
+++
title = { id = "Paket dalam daftar", en = "Processes as lists show them" }
description = { id = "Judul, tahun, dan tanggal kejadian terakhir tiap paket, dengan kolom yang dipakai semua daftar paket.", en = "Title, year and date of the latest event of each process, with the columns that all lists of processes use." }
key = ["ocid"]
[list]
+++
*/
SELECT
  p.ocid,
  coalesce(p.title, p.process_id, p.ocid) AS title,
  coalesce(cast(p."year" AS varchar), 'tanpa-tahun') AS year_label,
  p."year" AS year_no,
  coalesce(p.signed, p.awarded, p.announced_date) AS event_date,
  -- What the lists are filtered by.
  'metode-' || CASE
    WHEN p.kind = 'self_managed' THEN 'swakelola' WHEN p.method IN ('open', 'selective', 'limited', 'direct') THEN p.method ELSE 'unknown'
  END AS method_view,
  'jenis-' || CASE WHEN p.category IN ('goods', 'works', 'services') THEN p.category ELSE 'unknown' END AS category_view,
  'status-' || CASE
    WHEN p.status = 'planning' THEN 'planned' WHEN p.status = 'pending' THEN 'active'
    WHEN p.status IN ('planned', 'active', 'cancelled', 'unsuccessful', 'complete', 'withdrawn') THEN p.status ELSE 'unknown'
  END AS status_view,
  p.announced, p.buyer_id, p.buyer_name, p.kind, p.method, p.method_details, p.category, p.status, p.currency, p."value", p.ceiling, p.estimate,
  p.bidder_count, p.supplier_count, p.supplier_names, p.flag_count, p.as_of
FROM process_summary p
ORDER BY p.ocid
