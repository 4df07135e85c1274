/*
+++
title = { id = "Bagian penduduk miskin, Kota Pekalongan", en = "Share of poor residents, Pekalongan" }
description = { id = "Menurut pemberitaan 6 Desember 2012. Masa “sebelum” tidak disebut tahunnya.", en = "As a report of 6 December 2012 has it. The year of “before” is not stated." }
key = ["row_no"]

[figure]
kind = "bar"
x = "row_no"
y = ["value"]
label = "period"
unit = "percent"
+++
*/
SELECT row_no, period_id, period_en, value
FROM reported_figures
WHERE place = 'Kota Pekalongan' AND indicator = 'poverty_rate'
ORDER BY row_no
