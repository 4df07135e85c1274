/*
+++
title = { id = "Ringkasan pembeli", en = "Buyer summary" }
description = { id = "Satu baris untuk tiap instansi pembeli: rencana, proses, kontrak, penyedia terbesar, dan tanda, dalam mata uang utamanya. Proses yang dibatalkan tidak ikut.", en = "One row for each buying office: plans, processes, contracts, largest supplier and flags, in its main currency. Cancelled processes are left out." }
key = ["buyer_id"]

[download]
formats = ["csv", "jsonl"]

[fields.cancelled_count]
title = { id = "Dibatalkan atau gagal", en = "Cancelled or unsuccessful" }
unit = "count"

[fields.planned_count]
title = { id = "Paket rencana", en = "Planned packages" }
unit = "count"

[fields.planned_value]
title = { id = "Nilai rencana", en = "Planned value" }
unit = "money"

[fields.direct_share]
title = { id = "Bagian ditunjuk langsung", en = "Share awarded directly" }
description = { id = "Nilai proses yang ditunjuk langsung dibagi nilai proses yang metodenya disebut; kosong bila metode lebih dari separuh nilainya tidak disebut.", en = "Value of processes with the method direct divided by the value of those whose method is stated; empty where the method of more than half of the value is not." }
unit = "ratio"

[fields.method_share]
title = { id = "Bagian yang metodenya disebut", en = "Share whose method is stated" }
description = { id = "Dari nilai semua proses selain swakelola.", en = "Of the value of all processes but self-managed ones." }
unit = "ratio"

[fields.top_supplier_id]
title = { id = "Penyedia terbesar", en = "Largest supplier" }

[fields.top_supplier_name]
title = { id = "Nama penyedia terbesar", en = "Largest supplier's name" }

[fields.top_supplier_share]
title = { id = "Bagian penyedia terbesar", en = "Largest supplier's share" }
description = { id = "Dari nilai yang bisa dikaitkan dengan satu penyedia.", en = "Of the value that can be credited to a single supplier." }
unit = "ratio"

[fields.credited_value]
title = { id = "Nilai terkait", en = "Credited value" }
description = { id = "Nilai yang bisa dikaitkan dengan satu penyedia.", en = "Value that can be credited to a single supplier." }
unit = "money"

[fields.assessed_count]
title = { id = "Proses dinilai", en = "Assessed processes" }
unit = "count"
+++
*/
WITH ids AS (
  SELECT buyer_id FROM processes WHERE buyer_id IS NOT NULL
  UNION SELECT unit_id FROM planned_packages WHERE unit_id IS NOT NULL
  UNION SELECT buyer_id FROM catalogue_orders WHERE buyer_id IS NOT NULL
),
by_money AS (
  SELECT
    buyer_id,
    coalesce(currency, '') AS money,
    count(*) AS process_count,
    sum(contract_count) AS contract_count,
    sum(value) AS value,
    sum(CASE WHEN method = 'direct' THEN value END) AS direct_value,
    sum(CASE WHEN method IS NOT NULL THEN value END) AS method_value,
    -- What an office does itself is bought by no method.
    coalesce(sum(value), 0) - coalesce(sum(CASE WHEN method IS NULL AND kind = 'self_managed' THEN value END), 0) AS bought_value,
    sum(contract_value) AS contract_value,
    sum(paid_total) AS paid_total
  FROM process_summary
  WHERE is_counted AND buyer_id IS NOT NULL
  GROUP BY buyer_id, coalesce(currency, '')
),
chosen AS (
  SELECT *
  FROM by_money
  QUALIFY row_number() OVER (PARTITION BY buyer_id ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, process_count DESC, money) = 1
),
totals AS (
  SELECT
    buyer_id,
    count(*) FILTER (WHERE is_counted) AS process_count,
    count(*) FILTER (WHERE NOT is_counted) AS cancelled_count,
    sum(CASE WHEN is_counted THEN contract_count END) AS contract_count,
    count(*) FILTER (WHERE is_counted AND flag_count > 0) AS flagged_count,
    count(*) FILTER (WHERE is_counted AND flags_assessed > 0) AS assessed_count
  FROM process_summary
  WHERE buyer_id IS NOT NULL
  GROUP BY buyer_id
),
others AS (
  SELECT b.buyer_id, sum(b.process_count) AS other_currency_count
  FROM by_money b
  JOIN chosen c ON c.buyer_id = b.buyer_id
  WHERE b.money <> c.money
  GROUP BY b.buyer_id
),
planned AS (
  SELECT unit_id, coalesce(currency, '') AS money, count(*) AS planned_count, sum(ceiling) AS planned_value
  FROM planned_packages
  WHERE unit_id IS NOT NULL
  GROUP BY unit_id, coalesce(currency, '')
),
planned_main AS (
  SELECT *, sum(planned_count) OVER (PARTITION BY unit_id) AS all_count
  FROM planned
  QUALIFY row_number() OVER (PARTITION BY unit_id ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, planned_count DESC, money) = 1
),
shares AS (
  SELECT buyer_id, supplier_id, coalesce(currency, '') AS money, sum(value) AS value
  FROM supplier_buyer_year
  GROUP BY buyer_id, supplier_id, coalesce(currency, '')
),
ranked AS (
  SELECT
    s.buyer_id,
    s.supplier_id,
    s.value,
    sum(s.value) OVER (PARTITION BY s.buyer_id) AS credited_value,
    row_number() OVER (PARTITION BY s.buyer_id ORDER BY s.value DESC NULLS LAST, s.supplier_id) AS place
  FROM shares s
  JOIN chosen c ON c.buyer_id = s.buyer_id AND c.money = s.money
),
suppliers AS (
  SELECT buyer_id, count(DISTINCT supplier_id) AS supplier_count
  FROM supplier_awards
  WHERE buyer_id IS NOT NULL
  GROUP BY buyer_id
)
SELECT
  i.buyer_id,
  o.name,
  nullif(coalesce(c.money, p.money), '') AS currency,
  coalesce(t.process_count, 0) AS process_count,
  coalesce(t.cancelled_count, 0) AS cancelled_count,
  cast(coalesce(t.contract_count, 0) AS bigint) AS contract_count,
  c.contract_value,
  c.value,
  cast(coalesce(p.all_count, 0) AS bigint) AS planned_count,
  CASE WHEN p.money = coalesce(c.money, p.money) THEN p.planned_value END AS planned_value,
  coalesce(s.supplier_count, 0) AS supplier_count,
  CASE WHEN c.method_value > 0 AND 2 * c.method_value >= c.bought_value THEN coalesce(cast(c.direct_value AS double), 0e0) / cast(c.method_value AS double) END AS direct_share,
  CASE WHEN c.bought_value > 0 THEN coalesce(cast(c.method_value AS double), 0e0) / cast(c.bought_value AS double) END AS method_share,
  CASE WHEN r.value > 0 THEN r.supplier_id END AS top_supplier_id,
  CASE WHEN r.value > 0 THEN n.name END AS top_supplier_name,
  CASE WHEN r.value > 0 THEN cast(r.value AS double) / cast(r.credited_value AS double) END AS top_supplier_share,
  r.credited_value,
  coalesce(t.flagged_count, 0) AS flagged_count,
  coalesce(t.assessed_count, 0) AS assessed_count,
  c.paid_total,
  cast(coalesce(x.other_currency_count, 0) AS bigint) AS other_currency_count
FROM ids i
LEFT JOIN organizations o ON o.organization_id = i.buyer_id
LEFT JOIN totals t ON t.buyer_id = i.buyer_id
LEFT JOIN chosen c ON c.buyer_id = i.buyer_id
LEFT JOIN planned_main p ON p.unit_id = i.buyer_id
LEFT JOIN suppliers s ON s.buyer_id = i.buyer_id
LEFT JOIN ranked r ON r.buyer_id = i.buyer_id AND r.place = 1
LEFT JOIN organizations n ON n.organization_id = r.supplier_id
LEFT JOIN others x ON x.buyer_id = i.buyer_id
ORDER BY i.buyer_id
