/*
+++
title = { id = "Hasil pemeriksaan", en = "Check results" }
description = { id = "Pemeriksaan yang dijalankan pada data ini.", en = "Checks that ran on these data." }
key = ["name"]
[list]
+++
*/
SELECT c.name, c.severity, c.title_id, c.title_en, c.rows_found
FROM check_results c
ORDER BY c.name
