/*
+++
title = { id = "Jadwal tender", en = "Tender schedule" }
description = { id = "Tahap tender menurut urutan.", en = "Stages of the tender in order." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH zone AS (
  SELECT t.*, cast(coalesce((SELECT utc_offset FROM portal), '0 minutes') AS interval) AS east
  FROM tender_schedule t
),
local AS (
  SELECT
    z.ocid, z.stage_no, z.stage, z.starts, z.ends,
    cast(z.starts + z.east AS date) AS starts_day,
    cast(z.ends + z.east AS date) AS ends_day,
    -- Midnight to midnight: the source gives days, no times.
    coalesce(date_trunc('day', z.starts + z.east) = z.starts + z.east, true) AND coalesce(date_trunc('day', z.ends + z.east) = z.ends + z.east, true) AS is_days
  FROM zone z
)
SELECT
  t.ocid, t.stage_no,
  row_number() OVER (PARTITION BY t.ocid ORDER BY t.starts NULLS LAST, t.stage_no) AS row_no,
  t.stage, t.starts, t.ends, t.starts_day, t.ends_day, t.is_days
FROM local t
ORDER BY t.ocid, row_no
