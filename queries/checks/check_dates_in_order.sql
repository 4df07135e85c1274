/*
+++
title = { id = "Urutan tanggal", en = "Order of dates" }
description = { id = "Kontrak ditandatangani sebelum pengumuman, atau batas penawaran sebelum pengumuman.", en = "Contract signed before the announcement, or deadline before the announcement." }

[check]
severity = "warning"
+++
*/
SELECT ocid, announced, deadline, signed
FROM process_facts
WHERE cast(announced AS date) > signed OR deadline < announced
ORDER BY ocid
