/*
+++
title = { id = "Halaman depan", en = "Front page" }
description = { id = "Angka pokok untuk halaman depan.", en = "The main figures of the front page." }
key = ["page_id"]
[page]
path = ""
template = "home.html"
feed = "{feed_name}"
title = { id = "Ke mana uang publik pergi", en = "Where public money goes" }
description = { id = "Rencana, tender, kontrak, dan pembayaran pemerintah yang bisa diperiksa siapa saja.", en = "Government plans, tenders, contracts and payments that anyone can check." }
[page.lists]
totals = { relation = "list_home_totals", key = [] }
funnel = { relation = "list_home_funnel", key = [] }
news = { relation = "list_home_news", key = [] }
latest = { relation = "list_home_latest", key = [] }
largest = { relation = "list_home_largest", key = [] }
suppliers = { relation = "list_home_suppliers", key = [] }
buyers = { relation = "list_home_buyers", key = [] }
flags = { relation = "list_flag_index", key = [] }
budgets = { relation = "list_budget_years", key = [] }
regions = { relation = "list_regions", key = [] }
sources = { relation = "list_sources", key = [] }
+++
*/
SELECT
  'home' AS page_id,
  p.process_count,
  p.contract_count,
  p.bid_process_count,
  s.supplier_count,
  s.winner_count,
  b.buyer_count,
  n.planned_count,
  g.budget_count,
  coalesce(k.order_count, 0) AS order_count,
  k.order_total,
  k.order_currency,
  q.problem_count, q.rest_count > 0 AS problems_are_cut,
  z.permit_count,
  z.permit_days,
  z.permit_share,
  z.permit_judged_count,
  CASE WHEN e.feed_count > 0 THEN 'pembaruan.xml' END AS feed_name,
  d.calendar_count > 0 AS has_calendar
FROM (
  SELECT
    count(*) AS process_count,
    coalesce(sum(contract_count), 0) AS contract_count,
    count(*) FILTER (WHERE bidder_count > 0) AS bid_process_count
  FROM process_summary
) p
CROSS JOIN (SELECT count(*) AS supplier_count, count(*) FILTER (WHERE award_count > 0) AS winner_count FROM supplier_summary) s
CROSS JOIN (SELECT count(*) AS buyer_count FROM buyer_summary) b
CROSS JOIN (SELECT count(*) AS planned_count FROM planned_packages) n
CROSS JOIN (SELECT count(*) AS budget_count FROM budget_by_unit) g
-- Of several currencies, the one of most orders.
CROSS JOIN (
  SELECT
    max(CASE WHEN place = 1 THEN order_count END) AS order_count,
    max(CASE WHEN place = 1 THEN order_total END) AS order_total,
    max(CASE WHEN place = 1 THEN currency END) AS order_currency
  FROM (
    SELECT currency, count(*) AS order_count, sum(total) AS order_total, row_number() OVER (ORDER BY count(*) DESC, currency) AS place
    FROM catalogue_orders
    GROUP BY currency
  ) c
) k
CROSS JOIN (SELECT cast(coalesce(sum(times), 0) AS bigint) AS problem_count, count(*) FILTER (WHERE is_rest) AS rest_count FROM list_problem_times) q
CROSS JOIN (
  SELECT
    count(*) AS permit_count,
    median(cast(day_count AS double)) AS permit_days,
    count(on_time) AS permit_judged_count,
    cast(count(*) FILTER (WHERE on_time) AS double) / nullif(cast(count(on_time) AS double), 0e0) AS permit_share
  FROM permit_facts
) z
CROSS JOIN (SELECT count(*) AS feed_count FROM list_feed_portal) e
CROSS JOIN (SELECT count(*) AS calendar_count FROM list_calendar_portal) d
ORDER BY page_id
