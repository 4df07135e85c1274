/*
+++
title = { id = "Fakta proses", en = "Process facts" }
description = { id = "Semua yang diketahui tentang tiap proses, tanpa tanda bahaya: dasar perhitungan tanda bahaya. Semua nilai di satu baris bermata uang sama; nilai dalam mata uang lain tidak ikut.", en = "All that is known of each process, without red flags: what the flags are computed from. All amounts of a row are in one currency; amounts in others are left out." }
key = ["ocid"]

[fields.deadline]
title = { id = "Batas menawar", en = "Bid deadline" }
description = { id = "Batas pemasukan penawaran dari pengumuman, kalau tidak ada dari jadwal (UTC).", en = "Deadline from the announcement, else from the schedule (UTC)." }

[fields.bidder_count]
title = { id = "Peserta", en = "Participants" }
description = { id = "Peserta yang terdaftar; kosong bila tidak ada daftar peserta.", en = "Registered participants; empty where there is no list of them." }
unit = "count"

[fields.priced_bid_count]
title = { id = "Penawaran berharga", en = "Priced bids" }
description = { id = "Peserta yang harga penawarannya tercatat.", en = "Participants whose price was recorded." }
unit = "count"

[fields.tenderer_count]
title = { id = "Penawar", en = "Tenderers" }
description = { id = "Yang benar-benar menawar: angka dari sumber, kalau tidak ada dihitung dari daftar penawaran. Kosong bila tidak diketahui.", en = "Those who really bid: the number in the source, else counted from the bids. Empty where unknown." }
unit = "count"

[fields.award_value]
title = { id = "Nilai penetapan", en = "Awarded value" }
unit = "money"

[fields.supplier_count]
title = { id = "Jumlah penyedia", en = "Suppliers" }
unit = "count"

[fields.supplier_names]
title = { id = "Nama penyedia", en = "Suppliers' names" }
description = { id = "Paling banyak lima nama.", en = "At most five names." }

[fields.contract_value]
title = { id = "Nilai kontrak", en = "Contract value" }
unit = "money"

[fields.contract_count]
title = { id = "Jumlah kontrak", en = "Contracts" }
unit = "count"

[fields.paid_total]
title = { id = "Sudah dibayar", en = "Paid so far" }
unit = "money"

[fields.payment_count]
title = { id = "Jumlah pembayaran", en = "Payments" }
unit = "count"

[fields.saving]
title = { id = "Selisih dari perkiraan", en = "Below the estimate" }
description = { id = "Perkiraan sendiri (HPS) dikurangi nilai kontrak; negatif bila kontrak lebih mahal.", en = "Owner's estimate less contract value; negative where the contract costs more." }
unit = "money"

[fields.saving_share]
title = { id = "Bagian selisih", en = "Share below the estimate" }
description = { id = "Selisih dibagi perkiraan.", en = "The difference divided by the estimate." }
unit = "ratio"

[fields.planned_ceiling]
title = { id = "Pagu rencana", en = "Planned ceiling" }
description = { id = "Jumlah pagu paket rencana yang disambung.", en = "Sum of the ceilings of the linked planned packages." }
unit = "money"

[fields.value]
title = { id = "Nilai", en = "Value" }
description = { id = "Nilai terbaik yang diketahui: kontrak, kalau tidak ada penetapan, kalau tidak ada pembayaran.", en = "Best known value: contract, else award, else payments." }
unit = "money"

[fields.value_basis]
title = { id = "Dasar nilai", en = "Basis of the value" }
description = { id = "Dari mana nilai diambil: contract, award, atau payment.", en = "Where the value comes from: contract, award or payment." }

[fields.other_currency_count]
title = { id = "Dalam mata uang lain", en = "In other currencies" }
description = { id = "Proses yang nilainya dalam mata uang lain dan tidak ikut dijumlahkan.", en = "Processes with values in another currency, left out of the sums." }
unit = "count"

[fields.is_counted]
title = { id = "Dihitung", en = "Counted" }
description = { id = "Salah bila dibatalkan atau gagal: keluar dari penyebut semua ukuran.", en = "False where cancelled or unsuccessful: out of the denominator of every measure." }
+++
*/
WITH bidding AS (
  SELECT
    ocid,
    count(DISTINCT coalesce(bidder_id, bid_id)) AS bidder_count,
    count(DISTINCT CASE WHEN price IS NOT NULL THEN coalesce(bidder_id, bid_id) END) AS priced_bid_count,
    -- Where the source states no status, a price says that a bid was made.
    count(DISTINCT CASE
      WHEN coalesce(status, CASE WHEN price IS NULL THEN 'registered' ELSE 'submitted' END) IN ('submitted', 'valid', 'disqualified')
      THEN coalesce(bidder_id, bid_id)
    END) AS submitted_count
  FROM bids
  GROUP BY ocid
),
windows AS (
  SELECT ocid, min(starts) AS opens, max(ends) AS closes
  FROM tender_schedule
  WHERE lower(stage) LIKE '%penawaran%' AND (lower(stage) LIKE '%upload%' OR lower(stage) LIKE '%pemasukan%' OR lower(stage) LIKE '%unggah%')
  GROUP BY ocid
),
award_sums AS (
  SELECT ocid, coalesce(currency, '') AS money, sum(value) AS award_value, min(awarded) AS awarded, count(*) AS award_count
  FROM awards
  WHERE coalesce(status, 'active') IN ('active', 'pending')
  GROUP BY ocid, coalesce(currency, '')
),
contract_sums AS (
  SELECT ocid, coalesce(currency, '') AS money, sum(value) AS contract_value, count(*) AS contract_count, min(signed) AS signed
  FROM contract_summary
  WHERE coalesce(status, 'active') <> 'cancelled'
  GROUP BY ocid, coalesce(currency, '')
),
payment_sums AS (
  SELECT ocid, coalesce(currency, '') AS money, sum(amount) AS paid_total, count(*) AS payment_count
  FROM payments
  GROUP BY ocid, coalesce(currency, '')
),
-- One currency for each process: that of most contracts, else awards, else payments, else the tender's own.
monies AS (
  SELECT ocid, money, 1 AS rank_no, contract_count AS weight FROM contract_sums
  UNION ALL SELECT ocid, money, 2, award_count FROM award_sums
  UNION ALL SELECT ocid, money, 4, payment_count FROM payment_sums
  UNION ALL SELECT ocid, coalesce(currency, ''), 3, 1 FROM processes
),
chosen AS (
  SELECT ocid, money
  FROM monies
  QUALIFY row_number() OVER (PARTITION BY ocid ORDER BY CASE WHEN money = '' THEN 9 ELSE rank_no END, weight DESC, money) = 1
),
other_monies AS (
  SELECT m.ocid, count(DISTINCT m.money) AS other_count
  FROM monies m
  JOIN chosen c ON c.ocid = m.ocid
  WHERE m.money <> c.money AND m.money <> ''
  GROUP BY m.ocid
),
winner_list AS (
  SELECT ocid, supplier_id, max(supplier_name) AS supplier_name
  FROM supplier_awards
  GROUP BY ocid, supplier_id
),
winner_order AS (
  SELECT ocid, supplier_id, supplier_name, row_number() OVER (PARTITION BY ocid ORDER BY supplier_name, supplier_id) AS place
  FROM winner_list
),
winners AS (
  SELECT
    ocid,
    count(*) AS supplier_count,
    min(supplier_id) AS first_supplier,
    string_agg(CASE WHEN place <= 5 THEN supplier_name END, ', ' ORDER BY place) AS supplier_names
  FROM winner_order
  GROUP BY ocid
),
done AS (
  SELECT ocid, physical_percent
  FROM progress
  WHERE physical_percent IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ocid ORDER BY reported DESC NULLS LAST, physical_percent DESC, contract_id, progress_id) = 1
),
links AS (
  SELECT ocid, plan_id FROM process_plans GROUP BY ocid, plan_id
),
planned AS (
  SELECT l.ocid, min(k.plan_id) AS plan_id, coalesce(k.currency, '') AS money, sum(k.ceiling) AS planned_ceiling
  FROM links l
  JOIN planned_packages k ON k.plan_id = l.plan_id
  GROUP BY l.ocid, coalesce(k.currency, '')
),
-- A package that is held again keeps its code: the run before is the previous process.
runs AS (
  SELECT ocid, lag(ocid) OVER (PARTITION BY package_id ORDER BY version NULLS FIRST, announced NULLS FIRST, ocid) AS earlier
  FROM processes
  WHERE package_id IS NOT NULL
),
joined AS (
  SELECT
    p.*,
    c.money,
    coalesce(p.currency, '') = c.money OR (p.currency IS NULL) AS own_money,
    coalesce(p.submission_end, w.closes) AS deadline,
    CASE WHEN p.submission_end IS NOT NULL THEN p.submission_start ELSE coalesce(p.submission_start, p.announced, w.opens) END AS opens,
    b.bidder_count,
    b.priced_bid_count,
    coalesce(p.tenderers_reported, CASE WHEN b.submitted_count > 0 THEN b.submitted_count END) AS tenderer_count,
    a.award_value,
    a.awarded,
    n.supplier_count,
    n.first_supplier,
    n.supplier_names,
    k.contract_value,
    k.contract_count,
    k.signed,
    y.paid_total,
    y.payment_count,
    d.physical_percent,
    coalesce(p.plan_id, l.plan_id) AS linked_plan,
    l.planned_ceiling,
    o.other_count,
    coalesce(p.previous_ocid, r.earlier) AS earlier
  FROM processes p
  JOIN chosen c ON c.ocid = p.ocid
  LEFT JOIN bidding b ON b.ocid = p.ocid
  LEFT JOIN windows w ON w.ocid = p.ocid
  LEFT JOIN award_sums a ON a.ocid = p.ocid AND a.money = c.money
  LEFT JOIN winners n ON n.ocid = p.ocid
  LEFT JOIN contract_sums k ON k.ocid = p.ocid AND k.money = c.money
  LEFT JOIN payment_sums y ON y.ocid = p.ocid AND y.money = c.money
  LEFT JOIN done d ON d.ocid = p.ocid
  LEFT JOIN planned l ON l.ocid = p.ocid AND l.money = c.money
  LEFT JOIN other_monies o ON o.ocid = p.ocid
  LEFT JOIN runs r ON r.ocid = p.ocid
)
SELECT
  ocid,
  process_id,
  kind,
  title,
  year,
  buyer_id,
  buyer_name,
  method,
  method_details,
  category,
  category_details,
  status,
  status_details,
  CASE WHEN own_money THEN ceiling END AS ceiling,
  CASE WHEN own_money THEN estimate END AS estimate,
  nullif(money, '') AS currency,
  announced,
  opens AS submission_start,
  submission_end,
  deadline,
  bidder_count,
  priced_bid_count,
  tenderer_count,
  award_value,
  awarded,
  coalesce(supplier_count, 0) AS supplier_count,
  CASE WHEN supplier_count = 1 THEN first_supplier END AS supplier_id,
  supplier_names,
  contract_value,
  coalesce(contract_count, 0) AS contract_count,
  signed,
  paid_total,
  coalesce(payment_count, 0) AS payment_count,
  physical_percent,
  -- Placeholder amounts give no ratio.
  CASE WHEN own_money AND estimate NOT IN (0, 1, 99999999, 999999999, 9999999999, 99999999999, 999999999999) AND contract_value NOT IN (0, 1, 99999999, 999999999, 9999999999, 99999999999, 999999999999) THEN estimate - contract_value END AS saving,
  CASE WHEN own_money AND estimate > 0 AND estimate NOT IN (0, 1, 99999999, 999999999, 9999999999, 99999999999, 999999999999) AND contract_value NOT IN (0, 1, 99999999, 999999999, 9999999999, 99999999999, 999999999999)
    THEN cast(estimate - contract_value AS double) / cast(estimate AS double) END AS saving_share,
  linked_plan AS plan_id,
  planned_ceiling,
  coalesce(contract_value, award_value, paid_total) AS value,
  CASE WHEN contract_value IS NOT NULL THEN 'contract' WHEN award_value IS NOT NULL THEN 'award' WHEN paid_total IS NOT NULL THEN 'payment' END AS value_basis,
  coalesce(other_count, 0) AS other_currency_count,
  earlier AS previous_ocid,
  coalesce(status, 'active') NOT IN ('cancelled', 'unsuccessful', 'withdrawn') AS is_counted,
  source_id,
  as_of,
  url
FROM joined
ORDER BY ocid
