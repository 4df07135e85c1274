/*
+++
title = { id = "Paket tiap bulan", en = "Processes of each month" }
description = { id = "Tiap paket sekali: bulannya, dan untuk bulan dengan lebih dari seribu paket juga instansinya. Urut dari tanggal terlama, supaya paket baru hanya mengubah halaman terakhir.", en = "Each process once: its month and, for months of more than a thousand, its buyer too. Earliest first, so that a new process changes the last page only." }
key = ["year_label", "month_label", "buyer_key", "page_no", "row_no"]
[list]
+++
*/
WITH months AS (
  SELECT p.*, coalesce(left(cast(p.event_date AS varchar), 7), 'tanpa-tanggal') AS month_label
  FROM list_processes p
),
sizes AS (
  SELECT year_label, month_label, count(*) > 1000 AS is_wide
  FROM months
  GROUP BY year_label, month_label
),
placed AS (
  SELECT m.*, s.is_wide, CASE WHEN s.is_wide THEN coalesce(m.buyer_id, '(tanpa instansi)') ELSE '' END AS buyer_key
  FROM months m
  JOIN sizes s ON s.year_label = m.year_label AND s.month_label = m.month_label
),
ordered AS (
  SELECT
    p.*,
    row_number() OVER (PARTITION BY p.year_label, p.month_label, p.buyer_key ORDER BY p.event_date NULLS LAST, p.ocid) AS row_no
  FROM placed p
)
SELECT o.*, o.year_label || '/' || o.month_label AS month_key, cast(floor((o.row_no - 1) / 50.0) AS bigint) + 1 AS page_no
FROM ordered o
-- As they were numbered, so that they are sorted once.
ORDER BY o.year_label, o.month_label, o.buyer_key, o.event_date NULLS LAST, o.ocid
