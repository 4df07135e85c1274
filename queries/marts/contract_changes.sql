/*
+++
title = { id = "Perubahan nilai kontrak", en = "Changes of contract values" }
description = { id = "Berapa nilai kontrak tiap proses berubah sejak ditandatangani, menurut perubahan kontraknya.", en = "By how much the contracts of each process changed in value since they were signed, by their amendments." }
key = ["ocid", "currency"]

[fields.change_total]
title = { id = "Perubahan", en = "Change" }
description = { id = "Nilai sekarang dikurangi nilai saat tanda tangan.", en = "Value now less the value when signed." }
unit = "money"
+++
*/
SELECT ocid, currency, sum(value - value_signed) AS change_total
FROM contract_values
WHERE amendment_count > 0 AND value IS NOT NULL AND value_signed <> 0 AND currency IS NOT NULL AND coalesce(status, 'active') <> 'cancelled'
GROUP BY ocid, currency
HAVING sum(value - value_signed) <> 0
ORDER BY ocid, currency
