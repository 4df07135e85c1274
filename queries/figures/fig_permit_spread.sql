/*
+++
title = { id = "Berapa hari sampai permohonan izin diputuskan", en = "Days until permit applications were decided" }
description = { id = "Permohonan yang terbit atau ditolak, menurut lamanya, lima hari tiap kelompok. Kelompok terakhir memuat semua yang lebih lama.", en = "Applications granted or refused, by the days they took, five to a group. The last group holds all that took longer." }
key = ["row_no"]

[figure]
kind = "histogram"
x = "bucket"
y = ["permit_count"]
unit = "count"

[fields.bucket]
title = { id = "Hari", en = "Days" }

[fields.permit_count]
title = { id = "Permohonan", en = "Applications" }
unit = "count"
+++
*/
WITH sums AS (
  SELECT least(cast(floor(day_count / 5.0) AS bigint), 11) AS class_no, count(*) AS permit_count
  FROM permit_facts
  WHERE day_count IS NOT NULL
  GROUP BY least(cast(floor(day_count / 5.0) AS bigint), 11)
),
largest AS (
  SELECT max(class_no) AS class_no FROM sums
),
-- A class that nothing fell into keeps its place.
classes AS (
  SELECT cast(class_no AS bigint) AS class_no
  FROM (VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11)) AS t (class_no)
)
SELECT
  c.class_no + 1 AS row_no,
  CASE
    WHEN c.class_no = 11 THEN '55+'
    ELSE concat(cast(c.class_no * 5 AS varchar), '–', cast(c.class_no * 5 + 4 AS varchar))
  END AS bucket,
  coalesce(s.permit_count, 0) AS permit_count
FROM classes c
JOIN largest l ON c.class_no <= l.class_no
LEFT JOIN sums s ON s.class_no = c.class_no
ORDER BY row_no
