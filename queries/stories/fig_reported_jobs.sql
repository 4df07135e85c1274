/*
+++
title = { id = "Tenaga kerja industri, Kabupaten Sragen", en = "Industrial employment, Sragen" }
description = { id = "Menurut pemberitaan 22 Juni 2010.", en = "As a report of 22 June 2010 has it." }
key = ["row_no"]

[figure]
kind = "column"
x = "row_no"
y = ["value"]
label = "period"
unit = "count"
+++
*/
SELECT row_no, period_id, period_en, value
FROM reported_figures
WHERE place = 'Kabupaten Sragen' AND indicator = 'industrial_jobs'
ORDER BY row_no
