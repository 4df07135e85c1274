/*
+++
title = { id = "Beberapa mata uang", en = "Several currencies" }
description = { id = "Proses dengan nilai dalam beberapa mata uang: hanya satu yang dijumlahkan.", en = "Processes with amounts in several currencies: only one is summed." }

[check]
severity = "warning"
+++
*/
SELECT ocid, currency, other_currency_count
FROM process_facts
WHERE other_currency_count > 0
ORDER BY ocid
