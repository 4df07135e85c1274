/*
+++
title = { id = "Izin menurut kantor dan bulan", en = "Permits by office and month" }
description = { id = "Tiap jenis izin menurut kantor yang memutus dan menurut bulan masuk.", en = "Each kind of permit by deciding office and by month received." }
key = ["kind_id", "row_no"]
[list]
+++
*/
WITH parts AS (
  SELECT kind_id, 'kantor' AS part, coalesce(office_name, '-') AS name, day_count, on_time FROM permit_facts
  UNION ALL
  SELECT kind_id, 'bulan', concat(substr(cast(month AS varchar), 1, 4), '-', substr(cast(month AS varchar), 5, 2)), day_count, on_time
  FROM permit_facts
  WHERE month IS NOT NULL
),
sums AS (
  SELECT
    kind_id, part, name, count(*) AS received_count, median(cast(day_count AS double)) AS median_days,
    cast(count(*) FILTER (WHERE on_time) AS double) / nullif(cast(count(on_time) AS double), 0e0) AS on_time_share
  FROM parts
  GROUP BY kind_id, part, name
)
SELECT
  kind_id,
  row_number() OVER (PARTITION BY kind_id ORDER BY part, CASE WHEN part = 'bulan' THEN 0 ELSE -received_count END, name) AS row_no,
  part, name, received_count, median_days, on_time_share
FROM sums
ORDER BY kind_id, row_no
