/*
+++
title = { id = "Yang tersambung dari anggaran sampai pembayaran", en = "What joins from budget to payment" }
description = { id = "Dari anggaran sampai pembayaran: berapa baris dan uang di tiap tahap, dan berapa yang tersambung dengan tahap sebelumnya. Tahap mencatat hal yang berbeda, jadi selisih bukan kebocoran uang melainkan data yang tidak tersambung. Proses yang dibatalkan tidak ikut.", en = "From budget to payment: rows and money at each stage, and how many join the stage before. Stages record different things, so a gap is not lost money but data that do not join. Cancelled processes are left out." }
key = ["position", "currency"]

[download]
formats = ["csv", "jsonl"]

[fields.position]
title = { id = "Urutan", en = "Position" }

[fields.stage]
title = { id = "Tahap", en = "Stage" }
description = { id = "budget, plan, process, contract, payment.", en = "budget, plan, process, contract, payment." }

[fields.unvalued_count]
title = { id = "Tanpa nilai", en = "Without an amount" }
description = { id = "Baris yang sumbernya tidak menyebut nilai.", en = "Rows whose source states no amount." }
unit = "count"

[fields.joined_count]
title = { id = "Tersambung", en = "Joined" }
description = { id = "Baris yang tersambung dengan tahap sebelumnya.", en = "Rows that join the stage before." }
unit = "count"

[fields.unjoined_count]
title = { id = "Tidak tersambung", en = "Unjoined" }
unit = "count"

[fields.unjoined_amount]
title = { id = "Nilai tidak tersambung", en = "Unjoined amount" }
unit = "money"
+++
*/
WITH reached AS (
  SELECT hop, to_id FROM chain_links GROUP BY hop, to_id
),
stages AS (
  SELECT 1 AS position, 'budget' AS stage, cast(NULL AS varchar) AS hop, currency, amount, cast(NULL AS bigint) AS joined FROM chain_budget
  UNION ALL
  SELECT 2, 'plan', 'budget_plan', p.currency, p.ceiling, CASE WHEN r.to_id IS NULL THEN 0 ELSE 1 END
  FROM planned_packages p
  LEFT JOIN reached r ON r.hop = 'budget_plan' AND r.to_id = p.plan_id
  UNION ALL
  SELECT 3, 'process', 'plan_process', p.currency, coalesce(p.estimate, p.ceiling), CASE WHEN r.to_id IS NULL THEN 0 ELSE 1 END
  FROM process_facts p
  LEFT JOIN reached r ON r.hop = 'plan_process' AND r.to_id = p.ocid
  WHERE p.is_counted
  UNION ALL
  SELECT 4, 'contract', 'process_contract', c.currency, c.value, CASE WHEN r.to_id IS NULL THEN 0 ELSE 1 END
  FROM contract_summary c
  LEFT JOIN reached r ON r.hop = 'process_contract' AND r.to_id = concat(c.ocid, '/', c.contract_id)
  WHERE c.is_counted
  UNION ALL
  SELECT 5, 'payment', 'contract_payment', p.currency, p.amount, CASE WHEN r.to_id IS NULL THEN 0 ELSE 1 END
  FROM payment_links p
  LEFT JOIN process_facts f ON f.ocid = p.ocid
  LEFT JOIN reached r ON r.hop = 'contract_payment' AND r.to_id = concat(p.ocid, '/', p.payment_id)
  WHERE p.is_made AND coalesce(f.is_counted, true)
)
SELECT
  position,
  currency,
  stage,
  hop,
  count(*) AS row_count,
  sum(amount) AS amount,
  count(*) - count(amount) AS unvalued_count,
  cast(sum(joined) AS bigint) AS joined_count,
  cast(sum(1 - joined) AS bigint) AS unjoined_count,
  sum(CASE WHEN joined = 0 THEN amount END) AS unjoined_amount
FROM stages
GROUP BY position, currency, stage, hop
ORDER BY position, currency
