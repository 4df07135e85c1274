/*
+++
title = { id = "Paket tiap penyedia", en = "Processes of each supplier" }
description = { id = "Paket yang dimenangi atau dikontrak, terbesar dulu, lima puluh tiap halaman. Nilai kerja sama ditunjukkan utuh dan tidak dibagi.", en = "Processes won or contracted, largest first, fifty a page. The value of a joint venture is shown whole, not split." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH won AS (
  SELECT
    a.supplier_id, a.ocid, a.currency,
    sum(a."value") AS value_total,
    max(cast(coalesce(a.contract_value, a.award_value) AS double)) AS joint_total,
    bool_or(a.joint) AS joint,
    bool_or(a.contract_value IS NOT NULL) AS has_contract,
    min(coalesce(a.signed, a.awarded)) AS event_date
  FROM supplier_awards a
  WHERE a.supplier_id IS NOT NULL
  GROUP BY a.supplier_id, a.ocid, a.currency
),
ordered AS (
  SELECT
    w.supplier_id,
    row_number() OVER (PARTITION BY w.supplier_id ORDER BY coalesce(w.value_total, w.joint_total) DESC NULLS LAST, w.event_date DESC NULLS LAST, w.ocid, w.currency) AS row_no,
    w.ocid, p.title, p.buyer_name, p.method, p.method_details, p.status, p.year_no, p.bidder_count, p.flag_count,
    w.currency, coalesce(w.value_total, w.joint_total) AS value_total, w.event_date, w.has_contract, w.joint AND w.value_total IS NULL AS joint
  FROM won w
  JOIN list_processes p ON p.ocid = w.ocid
)
SELECT o.*, cast(floor((o.row_no - 1) / 50.0) AS bigint) + 1 AS page_no
FROM ordered o
ORDER BY o.supplier_id, o.row_no
