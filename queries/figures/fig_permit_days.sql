/*
+++
title = { id = "Lama izin dibanding standarnya", en = "Time taken by permits against their standard" }
description = { id = "Separuh permohonan selesai dalam sekian hari, di samping standarnya; jenis dengan permohonan terbanyak.", en = "Half of the applications were decided within so many days, beside the standard; kinds of most applications." }
key = ["row_no"]

[figure]
kind = "dot"
x = "kind_id"
y = ["median_days", "standard_days"]
label = "kind_name"
finding = { id = "{kind_name}: separuh diputuskan dalam {median_days}, standarnya {standard_days}", en = "{kind_name}: half decided within {median_days}, the standard is {standard_days}" }
unit = "days"

[fields.median_days]
title = { id = "Separuhnya selesai dalam", en = "Half were decided within" }
unit = "days"
+++
*/
SELECT row_number() OVER (ORDER BY received_count DESC, kind_id) AS row_no, kind_id, kind_name, received_count, median_days, standard_days
FROM permit_kinds
WHERE median_days IS NOT NULL
ORDER BY row_no
LIMIT 12
