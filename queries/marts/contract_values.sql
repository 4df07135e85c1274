/*
+++
title = { id = "Nilai kontrak sekarang", en = "Contract values now" }
description = { id = "Tiap kontrak dengan nilainya setelah perubahan terakhir yang menyebut nilai, dan penetapan asalnya: yang disebut kontrak, kalau tidak ada penetapan satu-satunya yang berlaku di proses itu.", en = "Each contract with its value after the latest amendment that states one, and the award it comes from: the one it names, else the only award in force of its process." }
key = ["ocid", "contract_id"]

[fields.value_signed]
title = { id = "Nilai saat tanda tangan", en = "Value when signed" }
unit = "money"

[fields.value]
title = { id = "Nilai", en = "Value" }
description = { id = "Nilai setelah perubahan terakhir yang menyebut nilai; nol tidak dihitung sebagai nilai.", en = "Value after the latest amendment that states one; nought is no value." }
unit = "money"

[fields.amendment_count]
title = { id = "Jumlah perubahan", en = "Amendments" }
unit = "count"
+++
*/
WITH changes AS (
  SELECT
    ocid,
    contract_id,
    value_after,
    currency,
    count(*) OVER (PARTITION BY ocid, contract_id) AS amendment_count,
    row_number() OVER (PARTITION BY ocid, contract_id ORDER BY CASE WHEN value_after IS NULL THEN 1 ELSE 0 END, amended DESC NULLS LAST, amendment_id DESC) AS place
  FROM amendments
),
known_awards AS (
  SELECT ocid, award_id FROM awards GROUP BY ocid, award_id
),
only_awards AS (
  SELECT ocid, min(award_id) AS award_id
  FROM awards
  WHERE coalesce(status, 'active') IN ('active', 'pending')
  GROUP BY ocid
  HAVING min(award_id) = max(award_id)
)
SELECT
  c.ocid,
  c.contract_id,
  coalesce(k.award_id, o.award_id) AS award_id,
  c.number,
  c.title,
  c.status,
  c.signed,
  c.supplier_id,
  c.supplier_name,
  c.currency,
  c.value AS value_signed,
  -- Nought stands where the amount is not there.
  CASE
    WHEN (m.currency IS NOT DISTINCT FROM c.currency) AND m.value_after <> 0 THEN m.value_after
    WHEN c.value <> 0 THEN c.value
  END AS value,
  coalesce(m.amendment_count, 0) AS amendment_count
FROM contracts c
LEFT JOIN changes m ON m.ocid = c.ocid AND m.contract_id = c.contract_id AND m.place = 1
LEFT JOIN known_awards k ON k.ocid = c.ocid AND k.award_id = c.award_id
LEFT JOIN only_awards o ON o.ocid = c.ocid
ORDER BY c.ocid, c.contract_id
