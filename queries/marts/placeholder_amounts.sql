/*
+++
title = { id = "Nilai pengisi sementara", en = "Placeholder amounts" }
description = { id = "Angka yang ditulis sumber selama nilai sebenarnya belum ada: nol, satu, dan deret sembilan. Selisih dan rasio tidak dihitung darinya.", en = "Figures that sources write while the real amount is not there: nought, one, and rows of nines. No difference or ratio is computed from them." }
key = ["amount"]

[fields.amount]
title = { id = "Nilai", en = "Amount" }
unit = "money"
+++
*/
SELECT cast(amount AS decimal(20, 2)) AS amount
FROM (VALUES (0), (1), (99999999), (999999999), (9999999999), (99999999999), (999999999999)) AS known (amount)
ORDER BY amount
