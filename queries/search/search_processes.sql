/*
+++
title = { id = "Paket yang bisa dicari", en = "Processes that can be searched for" }
description = { id = "Judul dan kode tiap paket, nilai terbesar dulu; pagu dan perkiraan bukan nilai.", en = "The title and code of each process, largest value first; a ceiling or an estimate is no value." }
key = ["row_no"]
[list.search]
kind = "process"
path = "paket/{ocid}"
+++
*/
SELECT
  row_number() OVER (ORDER BY p."value" DESC NULLS LAST, p.ocid) AS row_no,
  p.ocid,
  p.title,
  concat_ws(' · ', p.buyer_name, cast(p.year_no AS varchar)) AS detail,
  p."value" AS amount,
  p.currency,
  p.ocid AS words
FROM list_processes p
ORDER BY row_no
