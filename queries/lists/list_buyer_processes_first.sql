/*
+++
title = { id = "Paket terbesar tiap instansi", en = "Largest processes of each buyer" }
description = { id = "Dua puluh lima paket terbesar.", en = "The twenty-five largest processes." }
key = ["buyer_id", "value_no"]
[list]
+++
*/
WITH largest AS (
  SELECT p.ocid, row_number() OVER (PARTITION BY p.buyer_id ORDER BY p."value" DESC NULLS LAST, p.ocid) AS value_no
  FROM list_processes p
  WHERE p.buyer_id IS NOT NULL
)
SELECT p.*, l.value_no
FROM largest l
JOIN list_processes p ON p.ocid = l.ocid
WHERE l.value_no <= 25
ORDER BY p.buyer_id, l.value_no
