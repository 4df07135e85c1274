/*
+++
title = { id = "Kontrak pada proses yang dibatalkan", en = "Contracts of cancelled processes" }
description = { id = "Proses yang dibatalkan atau gagal tetapi punya kontrak yang tidak dibatalkan.", en = "Cancelled or unsuccessful processes with a contract that is not cancelled." }

[check]
severity = "warning"
+++
*/
SELECT c.ocid, c.contract_id, p.status, c.value, c.currency
FROM contracts c
JOIN processes p ON p.ocid = c.ocid
WHERE p.status IN ('cancelled', 'unsuccessful', 'withdrawn') AND coalesce(c.status, 'active') <> 'cancelled'
ORDER BY c.ocid, c.contract_id
