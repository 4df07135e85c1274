/*
+++
title = { id = "Kecamatan dalam daftar", en = "Districts as lists show them" }
description = { id = "Semua kecamatan menurut nama, dengan bagian dari nilai terbesar.", en = "All districts by name, with their share of the largest value." }
key = ["row_no"]
[list]
+++
*/
SELECT
  row_number() OVER (ORDER BY name_order, name, region_code) AS row_no,
  region_code, name, population, process_count, currency, "value" AS value_total, value_per_resident, flagged_count, assessed_count,
  cast(round(100.0 * cast("value" AS double) / nullif(cast(max("value") OVER (PARTITION BY currency) AS double), 0)) AS bigint) AS bar_width
FROM region_summary
ORDER BY row_no
