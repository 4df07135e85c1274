/*
+++
title = { id = "Hanya satu penawar", en = "A single bid" }
description = { id = "Pengadaan terbuka atau terseleksi yang hanya mendapat satu penawaran. Mendaftar saja tidak dihitung; nol penawaran bukan satu.", en = "An open or selective procedure that received one bid. Registering alone does not count; no bid is not one bid." }
source = "Open Contracting Partnership, Cardinal R018; Fazekas, Toth, King 2016"
key = ["code", "subject_id"]

[flag]
code = "R018"
subject = "process"
group = "competition"
threshold = { id = "Tepat satu penawar, untuk metode terbuka dan terseleksi.", en = "Exactly one tenderer, for open and selective methods." }
why = { id = "Tanpa lawan, harga tidak teruji, dan syarat bisa saja ditulis untuk satu perusahaan. Pasar yang kecil juga menghasilkan satu penawar.", en = "Without a rival the price is not tested, and the conditions may have been written for one firm. A small market gives a single bid too." }
formula = { id = "Jumlah penawar yang disebut sumber; kalau tidak ada, peserta berbeda yang penawarannya tercatat. Menyala bila 1.", en = "The number of tenderers that the source states; else the different participants with a recorded bid. Flagged when it is 1." }

[fields.value]
title = { id = "Penawar", en = "Tenderers" }
unit = "count"

[fields.threshold]
title = { id = "Batas", en = "Threshold" }
unit = "count"
+++
*/
SELECT
  'R018' AS code,
  ocid AS subject_id,
  ocid,
  buyer_id,
  supplier_id,
  CASE
    WHEN NOT is_counted OR method IN ('limited', 'direct') OR kind = 'self_managed' THEN 'not_applicable'
    -- A tender still open may get more bids; a list without a single recorded offer says nothing.
    WHEN method IS NULL OR tenderer_count IS NULL OR deadline_date > as_of THEN 'not_enough_data'
    WHEN tenderer_count = 1 THEN 'flagged'
    ELSE 'clear'
  END AS state,
  cast(tenderer_count AS double) AS value,
  1e0 AS threshold,
  concat(
    'method=', coalesce(method, ''),
    '; tenderers=', coalesce(cast(tenderer_count AS varchar), ''),
    '; registered=', coalesce(cast(bidder_count AS varchar), '')
  ) AS operands
FROM process_facts
ORDER BY code, subject_id
