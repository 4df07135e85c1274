/*
+++
title = { id = "Jadwal tender", en = "Tender schedule" }
description = { id = "Tahap tender menurut urutan.", en = "Stages of the tender in order." }
key = ["ocid", "row_no"]
[list]
+++
*/
SELECT
  t.ocid, t.stage_no,
  row_number() OVER (PARTITION BY t.ocid ORDER BY t.starts NULLS LAST, t.stage_no) AS row_no,
  t.stage, t.starts, t.ends
FROM tender_schedule t
ORDER BY t.ocid, row_no
