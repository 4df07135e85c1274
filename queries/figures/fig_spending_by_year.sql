/*
+++
title = { id = "Nilai pengadaan menurut tahun", en = "Procurement by year" }
description = { id = "Nilai terbaik yang diketahui dari semua proses yang tidak dibatalkan, menurut tahun anggaran.", en = "Best known value of all processes that were not cancelled, by fiscal year." }
key = ["currency", "year"]

[figure]
kind = "column"
x = "year"
y = ["value"]
unit = "money"
currency = "currency"
+++
*/
SELECT currency, year, sum(value) AS value, count(*) AS process_count
FROM process_summary
WHERE is_counted AND year IS NOT NULL AND currency IS NOT NULL
GROUP BY currency, year
HAVING sum(value) IS NOT NULL
ORDER BY currency, year
