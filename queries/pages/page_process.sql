/*
+++
title = { id = "Halaman paket", en = "Process pages" }
description = { id = "Satu halaman untuk tiap proses pengadaan, dari rencana sampai pembayaran.", en = "One page for each contracting process, from plan to payment." }
key = ["ocid"]
[page]
path = "paket/{ocid}"
template = "process.html"
title = { id = "{page_title}", en = "{page_title}" }
description = { id = "{page_line}. Perjalanan paket ini: rencana, tender, penawar, pemenang, kontrak, dan pembayaran.", en = "{page_line}. The story of this process: plan, tender, bidders, winner, contract and payments." }
weight = "page_weight"
[page.lists]
budget = { relation = "list_process_budget", key = ["ocid"] }
plans = { relation = "list_process_plans", key = ["ocid"] }
siblings = { relation = "list_process_siblings", key = ["ocid"] }
bids = { relation = "list_process_bids", key = ["ocid"] }
awards = { relation = "list_process_awards", key = ["ocid"] }
contracts = { relation = "list_process_contracts", key = ["ocid"] }
amendments = { relation = "list_process_amendments", key = ["ocid"] }
progress = { relation = "list_process_progress", key = ["ocid"] }
payments = { relation = "list_process_payments", key = ["ocid"] }
schedule = { relation = "list_process_schedule", key = ["ocid"] }
documents = { relation = "list_process_documents", key = ["ocid"] }
regions = { relation = "list_process_regions", key = ["ocid"] }
flags = { relation = "list_process_flags", key = ["ocid"] }
+++
*/
WITH bid_counts AS (
  SELECT
    ocid,
    count(*) AS listed_count,
    count(*) FILTER (WHERE price IS NOT NULL) AS priced_count,
    count(*) FILTER (WHERE price IS NULL AND NOT coalesce(winner, false)) AS unpriced_count,
    count(*) FILTER (WHERE status = 'disqualified') AS disqualified_count
  FROM bids
  GROUP BY ocid
),
change_counts AS (
  SELECT ocid, count(*) AS amendment_count
  FROM amendments
  GROUP BY ocid
),
-- Decided for an amount, and for nobody that the source names.
unnamed AS (
  SELECT a.ocid
  FROM awards a
  LEFT JOIN award_suppliers w ON w.ocid = a.ocid AND w.award_id = a.award_id
  WHERE coalesce(a.status, 'active') = 'active' AND a.value > 0 AND w.supplier_name IS NULL
  GROUP BY a.ocid
),
-- What the checks of the data say of a process, its reader should hear too.
over_ceiling AS (
  SELECT ocid FROM check_contract_over_ceiling GROUP BY ocid
),
out_of_order AS (
  SELECT ocid FROM check_dates_in_order GROUP BY ocid
),
twins AS (
  SELECT ocid, min(other_ocid) AS twin_ocid FROM check_same_purchase GROUP BY ocid
),
retenders AS (
  SELECT previous_ocid, min(ocid) AS next_ocid
  FROM processes
  WHERE previous_ocid IS NOT NULL
  GROUP BY previous_ocid
)
SELECT
  s.ocid,
  s.process_id,
  coalesce(s.title, s.process_id, s.ocid) AS page_title,
  concat_ws(' · ', coalesce(s.buyer_name, s.buyer_id), cast(s.year AS varchar), coalesce(s.process_id, s.ocid)) AS page_line,
  s.kind,
  s.year AS year_no,
  coalesce(cast(s.year AS varchar), 'tanpa-tahun') AS year_label,
  s.buyer_id,
  s.buyer_name,
  b.buyer_id AS buyer_page,
  s.method,
  s.method_details,
  s.category,
  s.category_details,
  s.status,
  s.status_details,
  s.ceiling,
  s.estimate,
  s.currency,
  s.announced,
  s.submission_end,
  -- What its source still calls active though nobody can bid any more.
  CASE WHEN s.status = 'active' AND s.deadline_date < s.as_of THEN s.deadline_date END AS passed_deadline,
  coalesce(r.submission_end_is_date, false) AS submission_end_is_date,
  r.submission_start,
  CASE WHEN r.description = s.title THEN NULL ELSE r.description END AS description,
  r.location,
  r.award_criteria,
  r.fund,
  r.retender_reason,
  coalesce(s.bidder_count, r.tenderers_reported) AS bidder_count,
  s.priced_bid_count,
  coalesce(c.listed_count, 0) AS listed_count,
  coalesce(c.unpriced_count, 0) AS unpriced_count,
  coalesce(c.disqualified_count, 0) AS disqualified_count,
  s.award_value,
  f.buyer_id AS feed_id,
  d.buyer_id IS NOT NULL AS has_calendar,
  g.ocid IS NOT NULL AS is_over_ceiling,
  h.ocid IS NOT NULL AS is_out_of_order,
  w.twin_ocid,
  u.ocid IS NOT NULL AS is_unnamed,
  s.awarded,
  s.supplier_count,
  s.supplier_names,
  s.contract_value,
  s.contract_count,
  s.signed,
  s.paid_total,
  s.payment_count,
  s.physical_percent,
  s.saving,
  s.saving_share,
  -- Few others are no measure.
  CASE WHEN k.priced_count >= 5 THEN k.median_price_share END AS kind_price_share,
  CASE WHEN k.priced_count >= 5 THEN k.priced_count END AS kind_count,
  CASE WHEN s.saving_share IS NOT NULL THEN 1e0 - s.saving_share END AS price_share,
  s.other_currency_count,
  s.flag_count,
  s.flags_assessed,
  s."value",
  CASE WHEN v.ocid IS NOT NULL AND s.contract_value IS NOT NULL THEN s.contract_value - v.change_total END AS agreed_value,
  CASE WHEN s.contract_value > 0 AND e.amount IS NULL THEN cast(s.paid_total AS double) / cast(s.contract_value AS double) END AS paid_share,
  CASE WHEN s.contract_value > s.paid_total AND s.paid_total > 0 AND e.amount IS NULL THEN s.contract_value - s.paid_total END AS unpaid_total,
  coalesce(a.amendment_count, 0) AS amendment_count,
  prev.ocid AS previous_ocid,
  n.next_ocid,
  src.title_id AS source_title_id,
  src.title_en AS source_title_en,
  CASE WHEN starts_with(lower(s.url), 'https://') OR starts_with(lower(s.url), 'http://') THEN s.url END AS url,
  s.as_of,
  coalesce(cast(s."value" AS double), 0) AS page_weight
FROM process_summary s
LEFT JOIN processes r ON r.ocid = s.ocid
LEFT JOIN unnamed u ON u.ocid = s.ocid
LEFT JOIN list_feed_buyer f ON f.buyer_id = s.buyer_id AND f.row_no = 1
LEFT JOIN list_calendar d ON d.buyer_id = s.buyer_id AND d.row_no = 1
LEFT JOIN over_ceiling g ON g.ocid = s.ocid
LEFT JOIN out_of_order h ON h.ocid = s.ocid
LEFT JOIN twins w ON w.ocid = s.ocid
LEFT JOIN contract_changes v ON v.ocid = s.ocid AND v.currency = s.currency
LEFT JOIN bid_counts c ON c.ocid = s.ocid
LEFT JOIN change_counts a ON a.ocid = s.ocid
LEFT JOIN buyer_summary b ON b.buyer_id = s.buyer_id
LEFT JOIN process_summary prev ON prev.ocid = r.previous_ocid
LEFT JOIN retenders n ON n.previous_ocid = s.ocid
LEFT JOIN kind_savings k ON k.method = s.method AND k.category = s.category AND k.year = s.year AND k.currency = s.currency
LEFT JOIN placeholder_amounts e ON e.amount = s.contract_value
LEFT JOIN sources src ON src.source_id = s.source_id
ORDER BY s.ocid
