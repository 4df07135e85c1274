/*
+++
title = { id = "Penyedia yang bisa dicari", en = "Suppliers that can be searched for" }
description = { id = "Nama dan ejaan lain tiap penyedia, nilai terbesar dulu.", en = "The name and other spellings of each supplier, largest value first." }
key = ["row_no"]
[list.search]
kind = "supplier"
path = "penyedia/{supplier_id}"
joined = true
+++
*/
WITH spellings AS (
  SELECT organization_id, string_agg(DISTINCT name, ' ' ORDER BY name) AS words
  FROM organization_names
  GROUP BY organization_id
)
SELECT
  row_number() OVER (ORDER BY s.contract_value DESC NULLS LAST, s.award_count DESC, s.supplier_id) AS row_no,
  s.supplier_id,
  coalesce(s.name, s.supplier_id) AS title,
  s.contract_value AS amount,
  s.currency,
  n.words
FROM supplier_summary s
LEFT JOIN spellings n ON n.organization_id = s.supplier_id
ORDER BY row_no
