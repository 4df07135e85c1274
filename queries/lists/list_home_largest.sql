/*
+++
title = { id = "Kontrak terbesar", en = "Largest contracts" }
description = { id = "Delapan paket bernilai terbesar dalam mata uang utama; bila tidak satu pun bernilai, menurut perkiraan atau pagu.", en = "The eight largest processes in the main currency; where none has a value, by estimate or ceiling." }
key = ["row_no"]
[list]
+++
*/
WITH others AS (
  SELECT count(*) AS other_count
  FROM process_summary x
  JOIN list_main_currency m ON m.subject = 'paket' AND m.currency <> x.currency
  WHERE x."value" IS NOT NULL AND x.is_counted
),
valued AS (
  SELECT count("value") AS valued_count FROM process_summary
),
-- The few are chosen before the rest of their rows is read.
chosen AS (
  SELECT p.ocid, coalesce(p."value", p.estimate, p.ceiling) AS size_amount
  FROM process_summary p
  JOIN list_main_currency m ON m.subject = 'paket' AND m.currency = p.currency
  CROSS JOIN valued v
  WHERE p."value" IS NOT NULL OR (v.valued_count = 0 AND coalesce(p.estimate, p.ceiling) IS NOT NULL)
  ORDER BY size_amount DESC NULLS LAST, p.ocid
  LIMIT 8
)
SELECT row_number() OVER (ORDER BY c.size_amount DESC NULLS LAST, c.ocid) AS row_no, o.other_count, p.*
FROM chosen c
JOIN list_processes p ON p.ocid = c.ocid
CROSS JOIN others o
ORDER BY row_no
