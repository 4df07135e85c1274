/*
+++
title = { id = "Kelompok belanja", en = "Kinds of spending" }
description = { id = "Pegawai, barang dan jasa, modal, dan kelompok belanja lain pada tiap tahap.", en = "Staff, goods and services, capital and other kinds of spending at each stage." }
key = ["year_no", "row_no"]
[list]
+++
*/
WITH shared AS (
  SELECT
    b.subject_id AS account_code, b.name_id AS account_id, b.name_en AS account_en, b.*,
    CASE WHEN y.stage IS NOT DISTINCT FROM CASE WHEN b.revised_amount IS NOT NULL THEN 'revised' WHEN b.initial_amount IS NOT NULL THEN 'initial' ELSE 'executed' END
      THEN cast(b.size_amount AS double) / nullif(cast(y.spending AS double), 0) END AS value_share
  FROM list_budget_amounts b
  LEFT JOIN list_budget_years y ON y.year_no = b.year_no
  WHERE b.subject = 'kelompok'
)
SELECT
  s.*,
  cast(round(1000 * s.value_share) AS bigint) AS per_thousand,
  cast(round(100 * s.value_share) AS bigint) AS thousand_width
FROM shared s
ORDER BY s.year_no, s.row_no
