/*
+++
title = { id = "Bagian belanja pegawai dari tahun ke tahun", en = "Share of staff spending over the years" }
description = { id = "Belanja pegawai dibagi seluruh belanja, menurut tahap anggaran.", en = "Staff spending divided by all spending, by stage of the budget." }
key = ["stage", "year", "currency"]

[figure]
kind = "line"
x = "year"
y = ["share"]
series = "stage"
unit = "ratio"
+++
*/
SELECT
  stage,
  year,
  currency,
  share
FROM staff_share
WHERE year IS NOT NULL
ORDER BY stage, year, currency
