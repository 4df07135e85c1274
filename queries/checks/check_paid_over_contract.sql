/*
+++
title = { id = "Dibayar lebih dari nilai kontrak", en = "Paid more than the contract" }
description = { id = "Jumlah pembayaran melebihi nilai kontrak lebih dari satu rupiah (atau satuan mata uangnya).", en = "Payments add up to more than the contract, by over one unit of the currency." }

[check]
severity = "warning"

[fields.excess]
title = { id = "Kelebihan", en = "Excess" }
unit = "money"
+++
*/
SELECT ocid, contract_id, currency, value AS contract_value, paid_total, paid_total - value AS excess
FROM contract_summary
WHERE is_counted AND paid_total > value + 1
ORDER BY ocid, contract_id
