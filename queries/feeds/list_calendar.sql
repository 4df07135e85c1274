/*
+++
title = { id = "Tanggal yang akan datang", en = "Dates to come" }
description = { id = "Batas pemasukan penawaran yang belum lewat, dan paket yang rencananya mulai dipilih dalam setahun: tiap instansi seratus yang bernilai terbesar.", en = "Bid deadlines that have not passed, and packages whose selection is planned to start within a year: for each buyer the hundred of largest value." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH dates AS (
  SELECT
    p.buyer_id, 'deadline' AS event, p.ocid AS id, p.ocid, cast(NULL AS varchar) AS plan_unit, coalesce(p.title, p.ocid) AS title,
    p.deadline AS starts, coalesce(p.estimate, p.ceiling) AS amount, p.currency
  FROM process_facts p
  WHERE p.is_counted AND p.deadline IS NOT NULL AND p.as_of IS NOT NULL AND p.deadline_date >= p.as_of
  UNION ALL
  SELECT
    k.unit_id, 'selection', k.plan_id, NULL, k.unit_id AS plan_unit, coalesce(k.title, k.plan_id),
    cast(k.selection_start AS timestamp), k.ceiling, k.currency
  FROM planned_packages k
  WHERE k.selection_start IS NOT NULL AND k.as_of IS NOT NULL AND k.selection_start >= k.as_of AND k.selection_start <= cast(k.as_of + INTERVAL '365' DAY AS date)
),
numbered AS (
  SELECT
    buyer_id, row_number() OVER (PARTITION BY buyer_id ORDER BY amount DESC NULLS LAST, event, id) AS row_no,
    event, id, ocid, plan_unit, title, starts, amount, currency
  FROM dates
  WHERE buyer_id IS NOT NULL
)
SELECT
  n.buyer_id, n.row_no, n.event, n.id, n.ocid, n.plan_unit, n.title, n.starts, n.amount, CASE WHEN n.amount IS NOT NULL THEN n.currency END AS currency,
  b.name AS buyer_name
FROM numbered n
JOIN buyer_summary b ON b.buyer_id = n.buyer_id
WHERE n.row_no <= 100
ORDER BY n.buyer_id, n.row_no
