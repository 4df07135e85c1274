/*
+++
title = { id = "Paket terbesar tiap instansi", en = "Largest processes of each buyer" }
description = { id = "Dua puluh lima paket terbesar.", en = "The twenty-five largest processes." }
key = ["buyer_id", "value_no"]
[list]
+++
*/
SELECT l.*
FROM list_buyer_processes l
WHERE l.value_no <= 25
ORDER BY l.buyer_id, l.value_no
