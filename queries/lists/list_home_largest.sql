/*
+++
title = { id = "Kontrak terbesar", en = "Largest contracts" }
description = { id = "Delapan paket bernilai terbesar dalam mata uang utama.", en = "The eight largest processes in the main currency." }
key = ["row_no"]
[list]
+++
*/
SELECT row_number() OVER (ORDER BY p."value" DESC, p.ocid) AS row_no, p.*
FROM list_processes p
JOIN list_main_currency m ON m.subject = 'paket' AND m.currency = p.currency
WHERE p."value" IS NOT NULL
ORDER BY row_no
LIMIT 8
