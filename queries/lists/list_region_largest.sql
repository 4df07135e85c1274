/*
+++
title = { id = "Paket terbesar tiap kecamatan", en = "Largest processes of each district" }
description = { id = "Dua puluh lima paket terbesar.", en = "The twenty-five largest processes." }
key = ["region_code", "value_no"]
[list]
+++
*/
WITH ranked AS (
  SELECT region_code, ocid, row_number() OVER (PARTITION BY region_code ORDER BY "value" DESC NULLS LAST, ocid) AS value_no
  FROM list_region_processes
)
SELECT r.region_code, r.value_no, p.*
FROM ranked r
JOIN list_processes p ON p.ocid = r.ocid
WHERE r.value_no <= 25
ORDER BY r.region_code, r.value_no
