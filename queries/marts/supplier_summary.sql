/*
+++
title = { id = "Ringkasan penyedia", en = "Supplier summary" }
description = { id = "Satu baris untuk tiap penyedia atau peserta: berapa kali ikut, menawar, dan menang, dari siapa, dan bernilai berapa dalam mata uang utamanya. Nilai kerja sama tidak dihitung penuh.", en = "One row for each supplier or participant: how often it registered, bid and won, from whom, and for how much in its main currency. Joint ventures are not credited in full." }
key = ["supplier_id"]

[download]
formats = ["csv", "jsonl"]

[fields.name_count]
title = { id = "Jumlah ejaan nama", en = "Spellings of the name" }
unit = "count"

[fields.contract_count]
title = { id = "Jumlah kontrak", en = "Contracts" }
unit = "count"

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

[fields.uncredited_count]
title = { id = "Tanpa nilai sendiri", en = "Without a value of its own" }
description = { id = "Kemenangan yang bagian nilainya tidak diketahui.", en = "Wins whose share of the value is not known." }
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

[fields.paid_total]
title = { id = "Sudah dibayar", en = "Paid so far" }
unit = "money"

[fields.flagged_count]
title = { id = "Proses bertanda", en = "Flagged processes" }
unit = "count"

[fields.other_currency_count]
title = { id = "Dalam mata uang lain", en = "In other currencies" }
description = { id = "Proses yang nilainya dalam mata uang lain dan tidak ikut dijumlahkan.", en = "Processes with values in another currency, left out of the sums." }
unit = "count"
+++
*/
WITH ids AS (
  SELECT supplier_id FROM supplier_awards WHERE supplier_id IS NOT NULL
  UNION SELECT bidder_id FROM bids WHERE bidder_id IS NOT NULL
  UNION SELECT supplier_id FROM payments WHERE supplier_id IS NOT NULL
  UNION SELECT supplier_id FROM catalogue_orders WHERE supplier_id IS NOT NULL
),
wins AS (
  SELECT supplier_id, coalesce(currency, '') AS money, count(DISTINCT ocid) AS award_count, sum(value) AS value
  FROM supplier_awards
  GROUP BY supplier_id, coalesce(currency, '')
),
chosen AS (
  SELECT supplier_id, money, value
  FROM wins
  QUALIFY row_number() OVER (PARTITION BY supplier_id ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, award_count DESC, money) = 1
),
others AS (
  SELECT w.supplier_id, sum(w.award_count) AS other_currency_count
  FROM wins w
  JOIN chosen c ON c.supplier_id = w.supplier_id
  WHERE w.money <> c.money
  GROUP BY w.supplier_id
),
won AS (
  SELECT
    supplier_id,
    count(DISTINCT ocid) AS award_count,
    count(DISTINCT CASE WHEN joint THEN ocid END) AS joint_count,
    count(DISTINCT CASE WHEN value IS NULL THEN ocid END) AS uncredited_count,
    count(DISTINCT buyer_id) AS buyer_count,
    min(year) AS first_year,
    max(year) AS last_year
  FROM supplier_awards
  GROUP BY supplier_id
),
won_pairs AS (
  SELECT supplier_id, ocid FROM supplier_awards GROUP BY supplier_id, ocid
),
offers AS (
  SELECT
    b.bidder_id,
    b.ocid,
    bool_or(b.price IS NOT NULL OR b.status IN ('submitted', 'valid', 'disqualified')) AS offered
  FROM bids b
  JOIN process_facts p ON p.ocid = b.ocid AND p.is_counted
  WHERE b.bidder_id IS NOT NULL
  GROUP BY b.bidder_id, b.ocid
),
bidding AS (
  SELECT
    o.bidder_id,
    count(*) AS registration_count,
    count(*) FILTER (WHERE o.offered) AS bid_count,
    count(*) FILTER (WHERE o.offered AND w.ocid IS NOT NULL) AS win_count
  FROM offers o
  LEFT JOIN won_pairs w ON w.supplier_id = o.bidder_id AND w.ocid = o.ocid
  GROUP BY o.bidder_id
),
signed AS (
  SELECT supplier_id, count(*) AS contract_count
  FROM contract_summary
  WHERE is_counted AND supplier_id IS NOT NULL
  GROUP BY supplier_id
),
-- A payment goes to the supplier of its contract, else to the one it names.
paid AS (
  SELECT coalesce(c.supplier_id, p.supplier_id) AS supplier_id, coalesce(p.currency, '') AS money, sum(p.amount) AS paid_total
  FROM payments p
  LEFT JOIN payment_links l ON l.ocid = p.ocid AND l.payment_id = p.payment_id
  LEFT JOIN contract_summary c ON c.ocid = l.ocid AND c.contract_id = l.contract_id
  GROUP BY coalesce(c.supplier_id, p.supplier_id), coalesce(p.currency, '')
),
flagged AS (
  SELECT w.supplier_id, count(*) AS flagged_count
  FROM won_pairs w
  JOIN process_summary s ON s.ocid = w.ocid
  WHERE s.flag_count > 0
  GROUP BY w.supplier_id
),
paid_money AS (
  SELECT supplier_id, money, paid_total
  FROM paid
  QUALIFY row_number() OVER (PARTITION BY supplier_id ORDER BY CASE WHEN money = '' THEN 1 ELSE 0 END, paid_total DESC, money) = 1
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
  coalesce(b.registration_count, 0) AS registration_count,
  coalesce(b.bid_count, 0) AS bid_count,
  coalesce(b.win_count, 0) AS win_count,
  coalesce(w.buyer_count, 0) AS buyer_count,
  w.first_year,
  w.last_year,
  y.paid_total,
  coalesce(f.flagged_count, 0) AS flagged_count,
  cast(coalesce(x.other_currency_count, 0) AS bigint) AS other_currency_count
FROM ids i
LEFT JOIN organizations o ON o.organization_id = i.supplier_id
LEFT JOIN chosen c ON c.supplier_id = i.supplier_id
LEFT JOIN paid_money m ON m.supplier_id = i.supplier_id
LEFT JOIN won w ON w.supplier_id = i.supplier_id
LEFT JOIN bidding b ON b.bidder_id = i.supplier_id
LEFT JOIN signed k ON k.supplier_id = i.supplier_id
LEFT JOIN paid y ON y.supplier_id = i.supplier_id AND y.money = coalesce(c.money, m.money)
LEFT JOIN others x ON x.supplier_id = i.supplier_id
LEFT JOIN flagged f ON f.supplier_id = i.supplier_id
ORDER BY i.supplier_id
