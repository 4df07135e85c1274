/*
+++
title = { id = "Penetapan tanpa proses", en = "Awards without a process" }
description = { id = "Baris penetapan yang prosesnya tidak ada di data.", en = "Rows of awards whose process is not in the data." }

[check]
severity = "warning"
+++
*/
SELECT t.ocid, t.award_id, t.source_id
FROM awards t
WHERE NOT EXISTS (SELECT 1 FROM processes p WHERE p.ocid = t.ocid)
ORDER BY t.ocid, t.award_id
