/*
+++
title = { id = "Harga paket sejenis", en = "Prices of similar processes" }
description = { id = "Nilai kontrak dibagi perkiraan sendiri untuk tiap metode, jenis, tahun, dan mata uang: nilai tengahnya, dan dari berapa paket.", en = "Contract value by owner's estimate for each method, category, year and currency: the median, and of how many processes." }
key = ["method", "category", "year", "currency"]

[download]
formats = ["csv", "jsonl"]

[fields.median_price_share]
title = { id = "Nilai tengah harga dibagi perkiraan", en = "Median price by estimate" }
unit = "ratio"

[fields.priced_count]
title = { id = "Paket dengan harga dan perkiraan", en = "Processes with price and estimate" }
unit = "count"
+++
*/
SELECT method, category, year, currency, median(1e0 - saving_share) AS median_price_share, count(*) AS priced_count
FROM process_facts
WHERE is_counted AND saving_share IS NOT NULL AND method IS NOT NULL AND category IS NOT NULL AND year IS NOT NULL
GROUP BY method, category, year, currency
ORDER BY method, category, year, currency
