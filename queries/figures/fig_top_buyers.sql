/*
+++
title = { id = "Instansi dengan belanja terbesar", en = "Largest buyers" }
description = { id = "Lima belas instansi dengan nilai proses terbesar yang tidak dibatalkan.", en = "The fifteen offices with the largest value of processes that were not cancelled." }
key = ["currency", "row_no"]

[figure]
kind = "bar"
x = "buyer_id"
y = ["value"]
label = "name"
finding = { id = "{name} berbelanja paling besar: {value}", en = "{name} buys the most: {value}" }
unit = "money"
currency = "currency"
+++
*/
WITH sums AS (
  SELECT currency, buyer_id, max(buyer_name) AS buyer_name, sum(value) AS value, count(*) AS process_count
  FROM process_summary
  WHERE is_counted AND buyer_id IS NOT NULL AND currency IS NOT NULL
  GROUP BY currency, buyer_id
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY currency ORDER BY value DESC NULLS LAST, buyer_id) AS row_no
  FROM sums
  WHERE value > 0
)
SELECT r.currency, r.row_no, r.buyer_id, coalesce(o.name, r.buyer_name, r.buyer_id) AS name, r.value, r.process_count
FROM ranked r
LEFT JOIN organizations o ON o.organization_id = r.buyer_id
WHERE r.row_no <= 15
ORDER BY r.currency, r.row_no
