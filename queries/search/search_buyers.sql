/*
+++
title = { id = "Instansi yang bisa dicari", en = "Buyers that can be searched for" }
description = { id = "Nama dan ejaan lain tiap instansi, nilai terbesar dulu.", en = "The name and other spellings of each buyer, largest value first." }
key = ["row_no"]
[list.search]
kind = "buyer"
path = "instansi/{buyer_id}"
joined = true
+++
*/
SELECT
  row_number() OVER (ORDER BY s."value" DESC NULLS LAST, s.process_count DESC, s.buyer_id) AS row_no,
  s.buyer_id,
  coalesce(s.name, 'Nama tidak disebut sumber (' || s.buyer_id || ')') AS title_id,
  coalesce(s.name, 'Name not in the source (' || s.buyer_id || ')') AS title_en,
  s."value" AS amount,
  s.currency,
  concat_ws(' ', n.words, s.buyer_id) AS words
FROM buyer_summary s
LEFT JOIN list_spellings n ON n.organization_id = s.buyer_id
ORDER BY row_no
