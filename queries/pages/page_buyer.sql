/*
+++
title = { id = "Halaman instansi", en = "Buyer pages" }
description = { id = "Satu halaman untuk tiap instansi pembeli.", en = "One page for each buyer." }
key = ["buyer_id"]
[page]
path = "instansi/{buyer_id}"
template = "buyer.html"
feed = "instansi/{feed_id}/pembaruan.xml"
title = { id = "{name}", en = "{name}" }
description = { id = "Belanja, kontrak, dan penyedia {name}.", en = "Spending, contracts and suppliers of {name}." }
weight = "page_weight"
[page.lists]
namesakes = { relation = "list_buyer_namesakes", key = ["buyer_id"] }
names = { relation = "list_buyer_names", key = ["buyer_id"] }
years = { relation = "list_buyer_years", key = ["buyer_id"] }
views = { relation = "list_buyer_views", key = ["buyer_id"] }
methods = { relation = "list_buyer_methods", key = ["buyer_id"] }
months = { relation = "list_buyer_months", key = ["buyer_id"] }
open = { relation = "list_buyer_open", key = ["buyer_id"] }
suppliers = { relation = "list_buyer_suppliers", key = ["buyer_id"] }
processes = { relation = "list_buyer_processes_first", key = ["buyer_id"] }
orders = { relation = "list_buyer_orders", key = ["buyer_id"] }
flags = { relation = "list_buyer_flags", key = ["buyer_id"] }
+++
*/
WITH planned AS (
  SELECT unit_id, count(*) AS plan_count
  FROM planned_packages
  WHERE unit_id IS NOT NULL
  GROUP BY unit_id
),
budgeted AS (
  SELECT unit_id, count(*) AS line_count
  FROM budget_by_unit
  GROUP BY unit_id
),
orders AS (
  SELECT buyer_id, currency, count(*) AS order_count, sum(total) AS order_total
  FROM catalogue_orders
  WHERE buyer_id IS NOT NULL
  GROUP BY buyer_id, currency
),
main_orders AS (
  SELECT buyer_id, currency, order_count, order_total
  FROM orders
  QUALIFY row_number() OVER (PARTITION BY buyer_id ORDER BY order_count DESC, currency) = 1
),
-- From the announcement to the winner.
times AS (
  SELECT
    buyer_id, count(*) AS timed_count,
    median(cast(awarded - announced_date AS double)) AS median_days
  FROM process_facts
  WHERE is_counted AND buyer_id IS NOT NULL AND method IN ('open', 'selective') AND awarded >= announced_date
  GROUP BY buyer_id
),
-- Herfindahl and Hirschman: the squares of the suppliers' shares, added up.
parts AS (
  SELECT s.buyer_id, s.supplier_id, sum(s.award_count) AS award_count, cast(sum(s."value") AS double) AS amount
  FROM supplier_buyer_year s
  JOIN buyer_summary b ON b.buyer_id = s.buyer_id AND b.currency IS NOT DISTINCT FROM s.currency
  GROUP BY s.buyer_id, s.supplier_id
),
concentrations AS (
  SELECT
    buyer_id, sum(award_count) AS award_count,
    sum(amount * amount) / nullif(sum(amount) * sum(amount), 0e0) AS concentration
  FROM parts
  WHERE amount > 0
  GROUP BY buyer_id
  HAVING sum(award_count) >= 10
)
SELECT
  b.buyer_id, coalesce(b.name, b.buyer_id) AS name, b.currency, b.process_count, b.cancelled_count,
  -- Lists have the cancelled as well.
  b.process_count + b.cancelled_count AS listed_count,
  b.contract_count, b.contract_value,
  b.planned_count, b.planned_value, b.supplier_count, b.direct_share, b.method_share, b.top_supplier_id, b.top_supplier_name, b.top_supplier_share,
  b.flagged_count, b.assessed_count, b.paid_total, b.other_currency_count,
  b."value" AS value_total,
  t.supplier_id AS top_supplier_page,
  p.unit_id AS plan_unit_id,
  g.unit_id AS budget_unit_id,
  m.order_count,
  m.order_total,
  m.currency AS order_currency,
  x.concentration,
  1e0 / x.concentration AS equal_suppliers,
  i.median_days,
  i.timed_count,
  f.buyer_id AS feed_id,
  c.buyer_id IS NOT NULL AS has_calendar,
  coalesce(cast(b."value" AS double), 0) AS page_weight
FROM buyer_summary b
LEFT JOIN supplier_summary t ON t.supplier_id = b.top_supplier_id
LEFT JOIN planned p ON p.unit_id = b.buyer_id
LEFT JOIN budgeted g ON g.unit_id = b.buyer_id
LEFT JOIN main_orders m ON m.buyer_id = b.buyer_id
LEFT JOIN concentrations x ON x.buyer_id = b.buyer_id
LEFT JOIN times i ON i.buyer_id = b.buyer_id AND i.timed_count >= 5
LEFT JOIN list_feed_buyer f ON f.buyer_id = b.buyer_id AND f.row_no = 1
LEFT JOIN list_calendar c ON c.buyer_id = b.buyer_id AND c.row_no = 1
ORDER BY b.buyer_id
