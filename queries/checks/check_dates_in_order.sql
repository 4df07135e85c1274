/*
+++
title = { id = "Urutan tanggal", en = "Order of dates" }
description = { id = "Kontrak ditandatangani sebelum pengumuman, sebelum pemenangnya ditetapkan, atau batas penawaran sebelum pengumuman.", en = "Contract signed before the announcement or before its winner was chosen, or deadline before the announcement." }

[check]
severity = "warning"
+++
*/
SELECT ocid, announced, deadline, awarded, signed
FROM process_facts
WHERE announced_date > signed OR awarded > signed OR deadline < announced
ORDER BY ocid
