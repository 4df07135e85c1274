/*
+++
title = { id = "Fakta proses", en = "Process facts" }
description = { id = "Semua yang diketahui tentang tiap proses, tanpa tanda: dasar perhitungan tanda. Semua nilai di satu baris bermata uang sama; nilai dalam mata uang lain tidak ikut.", en = "All that is known of each process, without flags: what the flags are computed from. All amounts of a row are in one currency; amounts in others are left out." }
key = ["ocid"]

[fields.deadline]
title = { id = "Batas menawar", en = "Bid deadline" }
description = { id = "Batas pemasukan penawaran dari pengumuman, kalau tidak ada dari jadwal (UTC).", en = "Deadline from the announcement, else from the schedule (UTC)." }

[fields.tenderer_count]
title = { id = "Penawar", en = "Tenderers" }
description = { id = "Yang benar-benar menawar: angka dari sumber, kalau tidak ada dihitung dari daftar penawaran. Kosong bila tidak diketahui.", en = "Those who really bid: the number in the source, else counted from the bids. Empty where unknown." }
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
+++
*/
WITH windows AS (
  SELECT ocid, min(starts) AS opens, max(ends) AS closes
  FROM tender_schedule
  WHERE lower(stage) LIKE '%penawaran%' AND (lower(stage) LIKE '%upload%' OR lower(stage) LIKE '%pemasukan%' OR lower(stage) LIKE '%unggah%')
  GROUP BY ocid
),
done AS (
  SELECT ocid, physical_percent
  FROM progress
  WHERE physical_percent IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ocid ORDER BY reported DESC NULLS LAST, physical_percent DESC, contract_id, progress_id) = 1
),
planned AS (
  SELECT ocid, coalesce(currency, '') AS money, min(plan_id) AS plan_id, sum(ceiling) AS planned_ceiling
  FROM plan_links
  GROUP BY ocid, coalesce(currency, '')
),
-- When something happened, and how often, says every currency, also where no amount is stated.
events AS (
  SELECT ocid, min(signed) AS signed, min(awarded) AS awarded, cast(sum(contract_count) AS bigint) AS contract_count, cast(sum(payment_count) AS bigint) AS payment_count
  FROM process_amounts
  GROUP BY ocid
),
-- A package that is held again keeps its code: the run before is the previous process.
runs AS (
  SELECT ocid, lag(ocid) OVER (PARTITION BY package_id ORDER BY version NULLS FIRST, announced NULLS FIRST, ocid) AS earlier
  FROM processes
  WHERE package_id IS NOT NULL
),
repeats AS (
  SELECT ocid, earlier FROM runs WHERE earlier IS NOT NULL
),
joined AS (
  SELECT
    p.*,
    a.currency AS main_currency,
    p.currency IS NULL OR p.currency = a.currency AS own_money,
    a.contract_value,
    v.contract_count,
    v.signed,
    a.award_value,
    v.awarded,
    a.paid_total,
    v.payment_count,
    a.other_currency_count,
    coalesce(p.submission_end, w.closes) AS deadline,
    coalesce(p.submission_start, CASE WHEN p.submission_end IS NULL THEN coalesce(p.announced, w.opens) END) AS opens,
    -- A day begins at midnight where the portal is, and moments are in UTC.
    cast(coalesce((SELECT utc_offset FROM portal), '0 minutes') AS interval) AS east,
    b.bidder_count,
    b.priced_bid_count,
    coalesce(p.tenderers_reported, nullif(b.submitted_count, 0)) AS tenderer_count,
    n.supplier_count,
    n.supplier_id,
    n.supplier_names,
    d.physical_percent,
    l.plan_id AS linked_plan,
    l.planned_ceiling,
    r.earlier,
    e.amount IS NOT NULL OR c.amount IS NOT NULL AS is_placeholder
  FROM processes p
  LEFT JOIN process_amounts a ON a.ocid = p.ocid AND a.is_main
  LEFT JOIN events v ON v.ocid = p.ocid
  LEFT JOIN bid_counts b ON b.ocid = p.ocid
  LEFT JOIN windows w ON w.ocid = p.ocid
  LEFT JOIN process_winners n ON n.ocid = p.ocid
  LEFT JOIN done d ON d.ocid = p.ocid
  LEFT JOIN planned l ON l.ocid = p.ocid AND l.money = coalesce(a.currency, '')
  LEFT JOIN repeats r ON r.ocid = p.ocid
  LEFT JOIN placeholder_amounts e ON e.amount = p.estimate
  LEFT JOIN placeholder_amounts c ON c.amount = a.contract_value
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
  main_currency AS currency,
  announced,
  cast(announced + east AS date) AS announced_date,
  opens AS submission_start,
  cast(opens + east AS date) AS submission_start_date,
  submission_end,
  deadline,
  cast(deadline + east AS date) AS deadline_date,
  bidder_count,
  priced_bid_count,
  tenderer_count,
  award_value,
  awarded,
  coalesce(supplier_count, 0) AS supplier_count,
  supplier_id,
  supplier_names,
  contract_value,
  coalesce(contract_count, 0) AS contract_count,
  signed,
  paid_total,
  coalesce(payment_count, 0) AS payment_count,
  physical_percent,
  -- Placeholder amounts give no ratio.
  CASE WHEN own_money AND NOT is_placeholder THEN estimate - contract_value END AS saving,
  CASE WHEN own_money AND NOT is_placeholder AND estimate > 0 THEN cast(estimate - contract_value AS double) / cast(estimate AS double) END AS saving_share,
  coalesce(plan_id, linked_plan) AS plan_id,
  planned_ceiling,
  coalesce(contract_value, award_value, paid_total) AS value,
  CASE WHEN contract_value IS NOT NULL THEN 'contract' WHEN award_value IS NOT NULL THEN 'award' WHEN paid_total IS NOT NULL THEN 'payment' END AS value_basis,
  coalesce(other_currency_count, 0) AS other_currency_count,
  coalesce(previous_ocid, earlier) AS previous_ocid,
  coalesce(status, 'active') NOT IN ('cancelled', 'unsuccessful', 'withdrawn') AS is_counted,
  source_id,
  as_of,
  url
FROM joined
ORDER BY ocid
