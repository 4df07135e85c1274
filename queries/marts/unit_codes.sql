/*
+++
title = { id = "Kode setempat unit", en = "Local codes of units" }
description = { id = "Unit yang dimaksud tiap kode setempat: anggaran menyebut unit dengan kode setempat, rencana pengadaan dengan kode nasional.", en = "The unit that each local code stands for: budgets name units by local code, procurement plans by national code." }
key = ["local_id"]

+++
*/
SELECT local_id, min(unit_id) AS unit_id
FROM units
WHERE local_id IS NOT NULL
GROUP BY local_id
ORDER BY local_id
