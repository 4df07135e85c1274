/*
+++
title = { id = "Kontrak di atas pagu", en = "Contract above the ceiling" }
description = { id = "Nilai kontrak melebihi pagu proses dalam mata uang yang sama.", en = "Contract value above the ceiling of the process, in one currency." }

[check]
severity = "warning"
+++
*/
SELECT ocid, buyer_id, currency, ceiling, contract_value
FROM process_facts
WHERE is_counted AND ceiling > 1 AND contract_value > ceiling
ORDER BY ocid
