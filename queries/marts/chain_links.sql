/*
+++
title = { id = "Sambungan rantai", en = "Links of the chain" }
description = { id = "Baris mana tersambung dengan baris mana: anggaran ke rencana, rencana ke proses (atau pesanan katalog), proses ke kontrak, kontrak ke pembayaran; lewat kunci apa dan seberapa yakin.", en = "Which rows join: budget to plan, plan to process (or catalogue order), process to contract, contract to payment; by which key and with what confidence." }
key = ["hop", "from_id", "to_id"]

[download]
formats = ["csv", "jsonl"]

[fields.hop]
title = { id = "Sambungan", en = "Hop" }
description = { id = "Dari tahap mana ke tahap mana.", en = "From which stage to which." }

[fields.from_id]
title = { id = "Dari", en = "From" }

[fields.to_id]
title = { id = "Ke", en = "To" }

[fields.method]
title = { id = "Cara menyambung", en = "How it is joined" }
description = { id = "Kunci yang dipakai.", en = "The key that was used." }

[fields.from_amount]
title = { id = "Nilai asal", en = "Amount before" }
unit = "money"

[fields.to_amount]
title = { id = "Nilai tujuan", en = "Amount after" }
unit = "money"
+++
*/
WITH funding AS (
  SELECT f.plan_id, f.mak, f.sub_activity_code, f.year, p.unit_id, p.ceiling, p.currency
  FROM plan_funding f
  JOIN planned_packages p ON p.plan_id = f.plan_id
  GROUP BY f.plan_id, f.mak, f.sub_activity_code, f.year, p.unit_id, p.ceiling, p.currency
),
by_mak AS (
  SELECT b.budget_line_id, f.plan_id, b.amount, f.ceiling, f.currency
  FROM funding f
  JOIN chain_budget b ON b.mak = f.mak AND b.unit_id = f.unit_id AND b.year = f.year
),
-- A budget known only by sub-activity joins with less certainty.
by_activity AS (
  SELECT b.budget_line_id, f.plan_id, b.amount, f.ceiling, f.currency
  FROM funding f
  JOIN chain_budget b ON b.sub_activity_code = f.sub_activity_code AND b.unit_id = f.unit_id AND b.year = f.year
  WHERE b.mak IS NULL
),
-- A plan may have several lines of one code, and sources may repeat a link.
budgeted AS (
  SELECT budget_line_id, plan_id, 'mak' AS method, 1.0e0 AS confidence, amount, ceiling, currency FROM by_mak
  UNION ALL
  SELECT budget_line_id, plan_id, 'sub_activity', 0.8e0, amount, ceiling, currency FROM by_activity
),
links AS (
  SELECT
    'budget_plan' AS hop, budget_line_id AS from_id, plan_id AS to_id, min(method) AS method, max(confidence) AS confidence,
    max(amount) AS from_amount, max(ceiling) AS to_amount, max(currency) AS currency
  FROM budgeted
  GROUP BY budget_line_id, plan_id
  UNION ALL
  SELECT 'plan_process', l.plan_id, l.ocid, l.match_method, l.confidence, l.ceiling, coalesce(p.estimate, p.ceiling), p.currency
  FROM plan_links l
  JOIN process_facts p ON p.ocid = l.ocid
  UNION ALL
  SELECT 'plan_order', o.plan_id, o.order_id, 'plan_id', 1.0e0, k.ceiling, o.total, o.currency
  FROM catalogue_orders o
  JOIN planned_packages k ON k.plan_id = o.plan_id
  UNION ALL
  SELECT 'process_contract', c.ocid, concat(c.ocid, '/', c.contract_id), 'ocid', 1.0e0, coalesce(p.estimate, p.ceiling), c.value, c.currency
  FROM contract_summary c
  JOIN process_facts p ON p.ocid = c.ocid
  UNION ALL
  SELECT 'contract_payment', concat(l.ocid, '/', l.contract_id), concat(l.ocid, '/', l.payment_id), l.match_method, l.confidence, c.value, l.amount, l.currency
  FROM payment_links l
  JOIN contract_summary c ON c.ocid = l.ocid AND c.contract_id = l.contract_id
)
SELECT hop, from_id, to_id, method, confidence, from_amount, to_amount, currency
FROM links
ORDER BY hop, from_id, to_id
