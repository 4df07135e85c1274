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
)
SELECT row_number() OVER (ORDER BY coalesce(p."value", p.estimate, p.ceiling) DESC NULLS LAST, p.ocid) AS row_no, o.other_count, p.*
FROM list_processes p
CROSS JOIN (SELECT count("value") AS valued_count FROM process_summary) v
CROSS JOIN others o
JOIN list_main_currency m ON m.subject = 'paket' AND m.currency = p.currency
WHERE p."value" IS NOT NULL OR (v.valued_count = 0 AND coalesce(p.estimate, p.ceiling) IS NOT NULL)
ORDER BY row_no
LIMIT 8
