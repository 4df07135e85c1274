/*
+++
title = { id = "Tahun daftar paket", en = "Years of the process lists" }
description = { id = "Tahun yang ada, terbaru dulu.", en = "The years there are, latest first." }
key = ["row_no"]
[list]
+++
*/
WITH years AS (
  SELECT coalesce(cast(p.year AS varchar), 'tanpa-tahun') AS year_label, max(p.year) AS year_no, count(*) AS process_count
  FROM process_summary p
  GROUP BY coalesce(cast(p.year AS varchar), 'tanpa-tahun')
)
SELECT row_number() OVER (ORDER BY y.year_no DESC NULLS LAST, y.year_label) AS row_no, y.year_label, y.year_no, y.process_count
FROM years y
ORDER BY row_no
