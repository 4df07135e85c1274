/*
+++
title = { id = "Rencana tiap unit", en = "Plans of each unit" }
description = { id = "Paket rencana tiap unit, tahun terbaru dan nilai terbesar dulu, lima puluh tiap halaman.", en = "Planned packages of each unit, latest year and largest first, fifty a page." }
key = ["unit_key", "page_no", "row_no"]
[list]
+++
*/
WITH bought AS (
  -- Of several the one that was not cancelled.
  SELECT l.plan_id, coalesce(min(CASE WHEN p.is_counted THEN l.ocid END), min(l.ocid)) AS ocid
  FROM plan_links l
  JOIN process_summary p ON p.ocid = l.ocid
  GROUP BY l.plan_id
),
ordered_goods AS (
  SELECT
    plan_id, count(*) AS order_count, min(currency) AS order_currency,
    CASE WHEN min(coalesce(currency, '')) = max(coalesce(currency, '')) THEN sum(total) END AS order_total
  FROM catalogue_orders
  WHERE plan_id IS NOT NULL
  GROUP BY plan_id
),
ordered AS (
  SELECT
    coalesce(p.unit_id, 'tanpa-unit') AS unit_key,
    row_number() OVER (PARTITION BY coalesce(p.unit_id, 'tanpa-unit') ORDER BY p.year DESC NULLS LAST, p.ceiling DESC NULLS LAST, p.plan_id) AS row_no,
    p.plan_id, p.year AS year_no, coalesce(p.title, p.plan_id) AS title, p.ceiling, p.currency, p.method, p.method_details, p.category, p.category_details, p.fund, p.kind, p.selection_start, p.location, p.status
  FROM planned_packages p
)
SELECT
  o.unit_key,
  cast(floor((o.row_no - 1) / 50.0) AS bigint) + 1 AS page_no,
  o.row_no, o.plan_id, o.year_no, o.title, o.ceiling, o.currency, o.method, o.method_details, o.category, o.category_details, o.fund, o.kind, o.selection_start, o.location, o.status,
  b.ocid, g.order_count, g.order_total, g.order_currency
FROM ordered o
LEFT JOIN ordered_goods g ON g.plan_id = o.plan_id
LEFT JOIN bought b ON b.plan_id = o.plan_id
-- As they were numbered, so that they are sorted once.
ORDER BY o.unit_key, o.year_no DESC NULLS LAST, o.ceiling DESC NULLS LAST, o.plan_id
