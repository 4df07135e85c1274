/*
+++
title = { id = "Kelompok belanja", en = "Kinds of spending" }
description = { id = "Pegawai, barang dan jasa, modal, dan kelompok belanja lain pada tiap tahap.", en = "Staff, goods and services, capital and other kinds of spending at each stage." }
key = ["year_no", "row_no"]
[list]
+++
*/
SELECT
  b.year_no,
  row_number() OVER (PARTITION BY b.year_no ORDER BY b.size_amount DESC NULLS LAST, b.subject_id) AS row_no,
  b.subject_id AS account_code, b.name_id AS account_id, b.name_en AS account_en, b.currency, b.initial_amount, b.revised_amount, b.executed_amount, b.spent_share,
  cast(round(100.0 * cast(b.size_amount AS double) / nullif(cast(max(b.size_amount) OVER (PARTITION BY b.year_no) AS double), 0)) AS bigint) AS bar_width,
  CASE WHEN y.stage IS NOT DISTINCT FROM CASE WHEN b.revised_amount IS NOT NULL THEN 'revised' WHEN b.initial_amount IS NOT NULL THEN 'initial' ELSE 'executed' END
    THEN cast(b.size_amount AS double) / nullif(cast(y.spending AS double), 0) END AS value_share
FROM list_budget_amounts b
LEFT JOIN list_budget_years y ON y.year_no = b.year_no
WHERE b.subject = 'rekening' AND (b.subject_id IN ('5.2', '5.3', '5.4') OR (b.subject_id LIKE '5.1.%' AND b.account_level = 3))
ORDER BY b.year_no, row_no
