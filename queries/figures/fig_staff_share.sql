/*
+++
title = { id = "Bagian belanja pegawai dari tahun ke tahun", en = "Share of staff spending over the years" }
description = { id = "Belanja pegawai dibagi seluruh belanja, menurut tahap anggaran.", en = "Staff spending divided by all spending, by stage of the budget." }
key = ["stage", "year", "currency"]

[figure]
kind = "line"
x = "year"
y = ["share"]
series = "label"
unit = "ratio"
+++
*/
SELECT
  stage,
  year,
  currency,
  CASE stage WHEN 'initial' THEN 'Anggaran murni' WHEN 'revised' THEN 'Anggaran perubahan' ELSE 'Realisasi' END AS label_id,
  CASE stage WHEN 'initial' THEN 'Initial budget' WHEN 'revised' THEN 'Revised budget' ELSE 'Executed' END AS label_en,
  share
FROM staff_share
WHERE year IS NOT NULL
ORDER BY stage, year, currency
