/*
+++
title = { id = "Ringkasan penyedia", en = "Supplier summary" }
description = { id = "Satu baris untuk tiap penyedia atau peserta: berapa kali ikut, menawar, dan menang, dari siapa, dan bernilai berapa dalam mata uang utamanya. Nilai kerja sama tidak dihitung penuh.", en = "One row for each supplier or participant: how often it registered, bid and won, from whom, and for how much in its main currency. Joint ventures are not credited in full." }
key = ["supplier_id"]

[download]
formats = ["csv", "jsonl"]

[fields.contract_value]
title = { id = "Nilai dimenangkan", en = "Value won" }
description = { id = "Nilai sekarang dari yang dimenangkan: kontrak, kalau tidak ada penetapan; tanpa kerja sama yang bagiannya tidak diketahui.", en = "Value now of what was won: contract, else award; without joint wins whose share is not known." }
unit = "money"

[fields.award_count]
title = { id = "Proses dimenangkan", en = "Processes won" }
unit = "count"

[fields.joint_count]
title = { id = "Kemenangan bersama", en = "Joint wins" }
description = { id = "Kemenangan bersama penyedia lain; nilainya tidak dihitung penuh.", en = "Wins shared with others; their value is not credited in full." }
unit = "count"

[fields.registration_count]
title = { id = "Proses yang diikuti", en = "Processes registered for" }
description = { id = "Mendaftar, menawar atau tidak.", en = "Registered, whether or not it bid." }
unit = "count"

[fields.bid_count]
title = { id = "Proses yang ditawar", en = "Processes bid for" }
description = { id = "Proses dengan penawaran dari penyedia ini yang tercatat.", en = "Processes with a recorded bid of this supplier." }
unit = "count"

[fields.win_count]
title = { id = "Menang dari yang ditawar", en = "Won of those bid for" }
description = { id = "Proses yang ditawar lalu dimenangkan; tidak pernah lebih dari proses yang ditawar.", en = "Processes bid for and won; never more than those bid for." }
unit = "count"

[fields.buyer_count]
title = { id = "Jumlah pembeli", en = "Buyers" }
unit = "count"

[fields.first_year]
title = { id = "Tahun pertama", en = "First year" }

[fields.last_year]
title = { id = "Tahun terakhir", en = "Last year" }
+++
*/
-- A payment goes to the supplier of its contract, else to the one it names.
WITH payees AS (
  SELECT supplier_id, coalesce(currency, '') AS money, paid_total FROM contract_summary WHERE paid_total IS NOT NULL
  UNION ALL
  SELECT p.supplier_id, coalesce(p.currency, ''), p.amount
  FROM payments p
  JOIN payment_links l ON l.ocid = p.ocid AND l.payment_id = p.payment_id
  WHERE l.contract_id IS NULL AND l.is_made
),
ids AS (
  SELECT supplier_id FROM supplier_awards WHERE supplier_id IS NOT NULL GROUP BY supplier_id
  UNION SELECT bidder_id FROM bids WHERE bidder_id IS NOT NULL GROUP BY bidder_id
  UNION SELECT supplier_id FROM contract_summary WHERE is_counted AND supplier_id IS NOT NULL GROUP BY supplier_id
  UNION SELECT supplier_id FROM payees WHERE supplier_id IS NOT NULL GROUP BY supplier_id
  UNION SELECT supplier_id FROM catalogue_orders WHERE supplier_id IS NOT NULL GROUP BY supplier_id
),
wins AS (
  SELECT supplier_id, coalesce(currency, '') AS money, count(*) AS win_count, sum(value) AS value
  FROM supplier_awards
  WHERE supplier_id IS NOT NULL
  GROUP BY supplier_id, coalesce(currency, '')
),
ranked AS (
  SELECT
    supplier_id,
    money,
    value,
    row_number() OVER (PARTITION BY supplier_id ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, win_count DESC, money) AS place,
    sum(win_count) OVER (PARTITION BY supplier_id) - win_count AS other_currency_count
  FROM wins
),
known AS (
  SELECT
    supplier_id,
    count(*) FILTER (WHERE won) AS award_count,
    count(*) FILTER (WHERE joint) AS joint_count,
    count(*) FILTER (WHERE uncredited) AS uncredited_count,
    count(*) FILTER (WHERE registered) AS registration_count,
    count(*) FILTER (WHERE offered) AS bid_count,
    count(*) FILTER (WHERE offered AND won) AS win_count,
    count(*) FILTER (WHERE won AND flagged) AS flagged_count,
    min(CASE WHEN won THEN year END) AS first_year,
    max(CASE WHEN won THEN year END) AS last_year
  FROM supplier_processes
  GROUP BY supplier_id
),
buyer_pairs AS (
  SELECT supplier_id, buyer_id FROM supplier_processes WHERE won AND buyer_id IS NOT NULL GROUP BY supplier_id, buyer_id
),
buyers AS (
  SELECT supplier_id, count(*) AS buyer_count FROM buyer_pairs GROUP BY supplier_id
),
signed AS (
  SELECT supplier_id, count(*) AS contract_count
  FROM contract_summary
  WHERE is_counted AND supplier_id IS NOT NULL
  GROUP BY supplier_id
),
paid AS (
  SELECT supplier_id, money, sum(paid_total) AS paid_total
  FROM payees
  WHERE supplier_id IS NOT NULL
  GROUP BY supplier_id, money
),
paid_money AS (
  SELECT supplier_id, money
  FROM paid
  QUALIFY row_number() OVER (PARTITION BY supplier_id ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, paid_total DESC NULLS LAST, money) = 1
)
SELECT
  i.supplier_id,
  o.name,
  coalesce(o.name_count, 0) AS name_count,
  nullif(coalesce(c.money, m.money), '') AS currency,
  coalesce(k.contract_count, 0) AS contract_count,
  c.value AS contract_value,
  coalesce(w.award_count, 0) AS award_count,
  coalesce(w.joint_count, 0) AS joint_count,
  coalesce(w.uncredited_count, 0) AS uncredited_count,
  coalesce(w.registration_count, 0) AS registration_count,
  coalesce(w.bid_count, 0) AS bid_count,
  coalesce(w.win_count, 0) AS win_count,
  coalesce(b.buyer_count, 0) AS buyer_count,
  w.first_year,
  w.last_year,
  y.paid_total,
  coalesce(w.flagged_count, 0) AS flagged_count,
  cast(coalesce(c.other_currency_count, 0) AS bigint) AS other_currency_count
FROM ids i
LEFT JOIN organizations o ON o.organization_id = i.supplier_id
LEFT JOIN ranked c ON c.supplier_id = i.supplier_id AND c.place = 1
LEFT JOIN paid_money m ON m.supplier_id = i.supplier_id
LEFT JOIN known w ON w.supplier_id = i.supplier_id
LEFT JOIN buyers b ON b.supplier_id = i.supplier_id
LEFT JOIN signed k ON k.supplier_id = i.supplier_id
LEFT JOIN paid y ON y.supplier_id = i.supplier_id AND y.money = coalesce(c.money, m.money)
ORDER BY i.supplier_id
