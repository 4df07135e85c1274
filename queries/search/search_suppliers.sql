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
SELECT
  row_number() OVER (ORDER BY s.contract_value DESC NULLS LAST, s.award_count DESC, s.supplier_id) AS row_no,
  s.supplier_id,
  coalesce(s.name, 'Nama tidak disebut sumber (' || s.supplier_id || ')') AS title_id,
  coalesce(s.name, 'Name not in the source (' || s.supplier_id || ')') AS title_en,
  s.contract_value AS amount,
  s.currency,
  concat_ws(' ', n.words, s.supplier_id) AS words
FROM supplier_summary s
LEFT JOIN list_spellings n ON n.organization_id = s.supplier_id
ORDER BY row_no
