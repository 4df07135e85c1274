/*
+++
title = { id = "Paket terbaru", en = "Latest processes" }
description = { id = "Delapan paket dengan kejadian terakhir.", en = "The eight processes with the most recent event." }
key = ["row_no"]
[list]
+++
*/
SELECT row_number() OVER (ORDER BY p.event_date DESC, p.ocid) AS row_no, p.*
FROM list_processes p
WHERE p.event_date IS NOT NULL AND (p.as_of IS NULL OR p.event_date <= p.as_of)
ORDER BY row_no
LIMIT 8
