/*
+++
title = { id = "Tanda pada tiap paket", en = "Flags of each process" }
description = { id = "Hasil tiap tanda, yang menyala dulu.", en = "The outcome of each flag, raised ones first." }
key = ["ocid", "row_no"]
[list]
+++
*/
SELECT
  f.ocid,
  f.code,
  row_number() OVER (PARTITION BY f.ocid ORDER BY CASE f.state WHEN 'flagged' THEN 0 WHEN 'clear' THEN 1 WHEN 'not_enough_data' THEN 2 ELSE 3 END, f.code) AS row_no,
  f.state, f."value", f.threshold, f.operands,
  c.title_id, c.title_en,
  -- Told at length where it was raised: most rows are not.
  CASE WHEN f.state = 'flagged' THEN c.description_id END AS description_id,
  CASE WHEN f.state = 'flagged' THEN c.description_en END AS description_en,
  CASE WHEN f.state = 'flagged' THEN c.threshold_id END AS threshold_id,
  CASE WHEN f.state = 'flagged' THEN c.threshold_en END AS threshold_en,
  v.title_id AS value_title_id, v.title_en AS value_title_en, v.unit AS value_unit
FROM flag_results f
JOIN catalog_flags c ON c.code = f.code
LEFT JOIN catalog_fields v ON v.relation = c.relation AND v.field = 'value'
WHERE f.ocid IS NOT NULL AND c.subject = 'process'
ORDER BY f.ocid, row_no
