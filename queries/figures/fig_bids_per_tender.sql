/*
+++
title = { id = "Berapa tender, menurut jumlah penawarnya", en = "How many tenders, by number of bidders" }
description = { id = "Proses terbuka dan terpilih menurut jumlah penawar. Tanda tanya: jumlahnya tidak disebut, jadi bukan nol.", en = "Open and selective processes by number of tenderers. A question mark: their number is not stated, which is not zero." }
key = ["row_no"]

[figure]
kind = "column"
x = "bucket"
y = ["process_count"]
label = "label"
unit = "count"
finding = { id = "{finding_share} tender yang jumlah penawarnya diketahui hanya punya satu penawar", en = "{finding_share} of the tenders whose number of bidders is known had a single one" }
+++
*/
WITH counted AS (
  SELECT
    CASE
      WHEN tenderer_count IS NULL THEN 9
      WHEN tenderer_count >= 6 THEN 6
      ELSE tenderer_count
    END AS row_no
  FROM process_summary
  WHERE is_counted AND method IN ('open', 'selective')
),
sums AS (
  SELECT row_no, count(*) AS process_count FROM counted GROUP BY row_no
)
SELECT
  row_no,
  CASE row_no WHEN 9 THEN 'unknown' WHEN 6 THEN '6+' ELSE cast(row_no AS varchar) END AS bucket,
  CASE row_no WHEN 9 THEN '?' WHEN 6 THEN '6+' ELSE cast(row_no AS varchar) END AS label_id,
  CASE row_no WHEN 9 THEN '?' WHEN 6 THEN '6+' ELSE cast(row_no AS varchar) END AS label_en,
  process_count,
  cast(process_count AS double) / cast(sum(process_count) OVER () AS double) AS share,
  -- Those without a bid are among the known.
  cast(sum(CASE WHEN row_no = 1 THEN process_count ELSE 0 END) OVER () AS double)
    / nullif(cast(sum(CASE WHEN row_no < 9 THEN process_count ELSE 0 END) OVER () AS double), 0e0) AS finding_share
FROM sums
-- Of nothing but unknown numbers there is no drawing.
WHERE EXISTS (SELECT 1 FROM sums WHERE row_no < 9)
ORDER BY row_no
