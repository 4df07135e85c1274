/*
+++
title = { id = "Halaman penyedia", en = "Supplier pages" }
description = { id = "Satu halaman untuk tiap penyedia.", en = "One page for each supplier." }
key = ["supplier_id"]
[page]
path = "penyedia/{supplier_id}"
template = "supplier.html"
feed = "penyedia/{feed_id}/pembaruan.xml"
title = { id = "{name}", en = "{name}" }
description = { id = "Kontrak, tawaran, dan pembayaran pemerintah kepada {name}.", en = "Government contracts, bids and payments of {name}." }
weight = "page_weight"
[page.lists]
sanctions = { relation = "list_supplier_sanctions", key = ["supplier_id"] }
namesakes = { relation = "list_supplier_namesakes", key = ["supplier_id"] }
names = { relation = "list_supplier_names", key = ["supplier_id"] }
years = { relation = "list_supplier_years", key = ["supplier_id"] }
methods = { relation = "list_supplier_methods", key = ["supplier_id"] }
meets = { relation = "list_supplier_meets", key = ["supplier_id"] }
buyers = { relation = "list_supplier_buyers", key = ["supplier_id"] }
processes = { relation = "list_supplier_processes_first", key = ["supplier_id"] }
bids = { relation = "list_supplier_bids", key = ["supplier_id"] }
orders = { relation = "list_supplier_orders", key = ["supplier_id"] }
flags = { relation = "list_supplier_flags", key = ["supplier_id"] }
+++
*/
WITH own AS (
  SELECT supplier_id, max(row_no) AS process_count
  FROM list_supplier_processes
  GROUP BY supplier_id
),
orders AS (
  SELECT supplier_id, currency, count(*) AS order_count, sum(total) AS order_total
  FROM catalogue_orders
  WHERE supplier_id IS NOT NULL
  GROUP BY supplier_id, currency
),
main_orders AS (
  SELECT supplier_id, currency, order_count, order_total
  FROM orders
  QUALIFY row_number() OVER (PARTITION BY supplier_id ORDER BY order_count DESC, currency) = 1
)
SELECT
  s.supplier_id, coalesce(s.name, s.supplier_id) AS name, s.name_count, s.currency, s.contract_count, s.contract_value, s.award_count,
  s.registration_count, s.bid_count, s.win_count, s.buyer_count, s.joint_count, s.uncredited_count, s.first_year, s.last_year, s.paid_total, s.flagged_count, s.other_currency_count,
  o.scheme,
  cast(s.win_count AS double) / nullif(s.bid_count, 0) AS win_share,
  coalesce(w.process_count, 0) AS process_count,
  m.order_count,
  m.order_total,
  m.currency AS order_currency,
  f.supplier_id AS feed_id,
  coalesce(cast(s.contract_value AS double), 0) AS page_weight
FROM supplier_summary s
LEFT JOIN organizations o ON o.organization_id = s.supplier_id
LEFT JOIN own w ON w.supplier_id = s.supplier_id
LEFT JOIN main_orders m ON m.supplier_id = s.supplier_id
LEFT JOIN list_feed_supplier f ON f.supplier_id = s.supplier_id AND f.row_no = 1
ORDER BY s.supplier_id
