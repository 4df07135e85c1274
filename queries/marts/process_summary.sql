/*
+++
title = { id = "Ringkasan proses", en = "Process summary" }
description = { id = "Satu baris untuk tiap proses pengadaan: dari pagu dan perkiraan sampai pemenang, kontrak, pembayaran, dan tanda. Semua nilai di satu baris bermata uang sama.", en = "One row for each contracting process: from ceiling and estimate to winner, contract, payments and flags. All amounts of a row are in one currency." }
key = ["ocid"]

[download]
formats = ["csv", "jsonl"]

[fields.flag_count]
title = { id = "Tanda", en = "Flags" }
description = { id = "Berapa tanda menyala.", en = "How many flags fire." }
unit = "count"

[fields.flags_assessed]
title = { id = "Tanda yang bisa dinilai", en = "Flags assessed" }
description = { id = "Berapa tanda punya cukup data untuk dinilai.", en = "How many flags had enough data to be assessed." }
unit = "count"
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
  p.ocid, p.process_id, p.kind, p.title, p.year, p.buyer_id, p.buyer_name,
  p.method, p.method_details, p.category, p.category_details, p.status, p.status_details,
  p.ceiling, p.estimate, p.currency, p.announced, p.announced_date, p.submission_start, p.submission_end, p.deadline, p.deadline_date,
  p.bidder_count, p.priced_bid_count, p.tenderer_count, p.award_value, p.awarded,
  p.supplier_count, p.supplier_id, p.supplier_names, p.contract_value, p.contract_count, p.signed,
  p.paid_total, p.payment_count, p.physical_percent, p.saving, p.saving_share, p.plan_id, p.planned_ceiling,
  coalesce(f.flag_count, 0) AS flag_count,
  coalesce(f.flags_assessed, 0) AS flags_assessed,
  p.value, p.value_basis, p.other_currency_count, p.previous_ocid, p.is_counted, p.source_id, p.as_of, p.url
FROM process_facts p
LEFT JOIN flags f ON f.ocid = p.ocid
ORDER BY p.ocid
