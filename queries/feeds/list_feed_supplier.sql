/*
+++
title = { id = "Isi umpan tiap penyedia", en = "Entries of each supplier's feed" }
description = { id = "Tiga puluh kejadian terakhir dari paket yang dimenangkan, untuk seribu penyedia dengan nilai kontrak terbesar.", en = "The latest thirty events of the processes won, for the thousand suppliers with the largest contract value." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH largest AS (
  SELECT supplier_id
  FROM supplier_summary
  WHERE award_count > 0
  QUALIFY row_number() OVER (ORDER BY contract_value DESC NULLS LAST, award_count DESC, supplier_id) <= 1000
),
latest AS (
  SELECT
    s.supplier_id, row_number() OVER (PARTITION BY s.supplier_id ORDER BY e.happened DESC, e.ocid, e.event, e.currency) AS row_no,
    e.ocid, e.happened, e.event, e.amount, e.currency
  FROM supplier_processes s
  JOIN largest l ON l.supplier_id = s.supplier_id
  JOIN list_events e ON e.ocid = s.ocid
  WHERE s.won
)
SELECT l.supplier_id, l.row_no, l.ocid, l.happened, l.event, l.amount, l.currency, p.title, p.buyer_name, p.supplier_names
FROM latest l
JOIN list_processes p ON p.ocid = l.ocid
WHERE l.row_no <= 30
ORDER BY l.supplier_id, l.row_no
