/*
+++
title = { id = "Ringkasan proses", en = "Process summary" }
description = { id = "Satu baris untuk tiap proses pengadaan: dari pagu dan perkiraan sampai pemenang, kontrak, pembayaran, dan tanda bahaya. Semua nilai di satu baris bermata uang sama.", en = "One row for each contracting process: from ceiling and estimate to winner, contract, payments and red flags. All amounts of a row are in one currency." }
key = ["ocid"]

[download]
formats = ["csv", "jsonl"]

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

[fields.flag_count]
title = { id = "Tanda bahaya", en = "Red flags" }
description = { id = "Berapa tanda bahaya menyala.", en = "How many red flags fire." }
unit = "count"

[fields.flags_assessed]
title = { id = "Tanda yang bisa dinilai", en = "Flags assessed" }
description = { id = "Berapa tanda bahaya punya cukup data untuk dinilai.", en = "How many red flags had enough data to be assessed." }
unit = "count"

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
WITH flags AS (
  SELECT
    ocid,
    count(*) FILTER (WHERE state = 'flagged') AS flag_count,
    count(*) FILTER (WHERE state IN ('flagged', 'clear')) AS flags_assessed
  FROM flag_results
  WHERE ocid IS NOT NULL
  GROUP BY ocid
)
SELECT
  p.ocid,
  p.process_id,
  p.kind,
  p.title,
  p.year,
  p.buyer_id,
  p.buyer_name,
  p.method,
  p.method_details,
  p.category,
  p.category_details,
  p.status,
  p.status_details,
  p.ceiling,
  p.estimate,
  p.currency,
  p.announced,
  p.submission_start,
  p.submission_end,
  p.deadline,
  p.bidder_count,
  p.priced_bid_count,
  p.tenderer_count,
  p.award_value,
  p.awarded,
  p.supplier_count,
  p.supplier_id,
  p.supplier_names,
  p.contract_value,
  p.contract_count,
  p.signed,
  p.paid_total,
  p.payment_count,
  p.physical_percent,
  p.saving,
  p.saving_share,
  p.plan_id,
  p.planned_ceiling,
  coalesce(f.flag_count, 0) AS flag_count,
  coalesce(f.flags_assessed, 0) AS flags_assessed,
  p.value,
  p.value_basis,
  p.other_currency_count,
  p.previous_ocid,
  p.is_counted,
  p.source_id,
  p.as_of,
  p.url
FROM process_facts p
LEFT JOIN flags f ON f.ocid = p.ocid
ORDER BY p.ocid
