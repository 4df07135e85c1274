/*
+++
title = { id = "Selisih dari perkiraan", en = "Savings against the estimate" }
description = { id = "Perkiraan sendiri dibanding nilai kontrak, untuk proses yang punya keduanya dalam mata uang yang sama. Nilai pengisi sementara dan proses yang dibatalkan tidak ikut. Perkiraan yang terlalu tinggi juga menghasilkan selisih besar.", en = "Owner's estimate against contract value, for processes that have both in one currency. Placeholder amounts and cancelled processes are left out. An inflated estimate gives a large saving too." }
key = ["ocid"]

[download]
formats = ["csv", "jsonl"]
+++
*/
SELECT ocid, buyer_id, year, method, category, estimate, contract_value, saving, saving_share, currency
FROM process_facts
WHERE is_counted AND saving_share IS NOT NULL
ORDER BY ocid
