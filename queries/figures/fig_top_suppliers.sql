/*
+++
title = { id = "Penyedia terbesar", en = "Largest suppliers" }
description = { id = "Lima belas penyedia dengan nilai terbesar dari yang dimenangkan. Kerja sama yang bagiannya tidak diketahui tidak ikut.", en = "The fifteen suppliers that won the largest value. Joint wins whose share is not known are left out." }
key = ["currency", "row_no"]

[figure]
kind = "bar"
x = "supplier_id"
y = ["contract_value"]
label = "name"
finding = { id = "{name} memenangkan nilai terbesar: {contract_value}", en = "{name} won the largest value: {contract_value}" }
unit = "money"
currency = "currency"

[fields.contract_value]
title = { id = "Nilai dimenangkan", en = "Value won" }
unit = "money"
+++
*/
WITH ranked AS (
  SELECT
    currency,
    row_number() OVER (PARTITION BY currency ORDER BY contract_value DESC NULLS LAST, supplier_id) AS row_no,
    supplier_id,
    name,
    contract_value,
    award_count
  FROM supplier_summary
  WHERE contract_value > 0 AND currency IS NOT NULL
)
SELECT currency, row_no, supplier_id, coalesce(name, supplier_id) AS name, contract_value, award_count
FROM ranked
WHERE row_no <= 15
ORDER BY currency, row_no
