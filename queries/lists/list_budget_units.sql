/*
+++
title = { id = "Anggaran tiap unit", en = "Budget of each unit" }
description = { id = "Belanja tiap unit pada tiap tahap, terbesar dulu.", en = "Spending of each unit at each stage, largest first." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT
  b.year_no,
  row_number() OVER (PARTITION BY b.year_no ORDER BY b.size_amount DESC NULLS LAST, b.subject_id) AS row_no,
  b.subject_id AS unit_id, coalesce(b.name_id, b.subject_id) AS unit_name, b.currency, b.initial_amount, b.revised_amount, b.executed_amount, b.spent_share,
  cast(round(100.0 * cast(b.size_amount AS double) / nullif(cast(max(b.size_amount) OVER (PARTITION BY b.year_no) AS double), 0)) AS bigint) AS bar_width
FROM list_budget_amounts b
WHERE b.subject = 'unit'
ORDER BY b.year_no, row_no
