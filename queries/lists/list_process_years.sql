/*
+++
title = { id = "Tahun daftar paket", en = "Years of the process lists" }
description = { id = "Tahun yang ada, terbaru dulu.", en = "The years there are, latest first." }
key = ["row_no"]
[list]
+++
*/
WITH years AS (
  SELECT year_label, max(year_no) AS year_no, count(*) AS process_count
  FROM list_processes
  GROUP BY year_label
)
SELECT
  row_number() OVER (ORDER BY y.year_no DESC NULLS LAST, y.year_label) AS row_no,
  y.year_label, y.year_no, y.process_count,
  coalesce(cast(y.year_no AS varchar), 'tanpa tahun') AS year_id,
  coalesce(cast(y.year_no AS varchar), 'without a year') AS year_en
FROM years y
ORDER BY row_no
