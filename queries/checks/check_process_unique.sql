/*
+++
title = { id = "Nomor proses tunggal", en = "Process numbers are unique" }
description = { id = "Satu nomor proses hanya boleh ada di satu baris.", en = "A process number may stand in one row only." }

[check]
severity = "error"

[fields.row_count]
title = { id = "Jumlah baris", en = "Rows" }
unit = "count"
+++
*/
SELECT ocid, count(*) AS row_count
FROM processes
GROUP BY ocid
HAVING count(*) > 1
ORDER BY ocid
