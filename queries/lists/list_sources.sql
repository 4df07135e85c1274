/*
+++
title = { id = "Sumber data", en = "Data sources" }
description = { id = "Tiap sumber, penerbitnya, tanggal datanya, dan keadaannya.", en = "Each source, its publisher, its data date and its state." }
key = ["source_id"]
[list]
+++
*/
SELECT source_id, title_id, title_en, publisher, licence, address, status, as_of, fetched, files AS file_count, bytes AS byte_count, message
FROM sources
ORDER BY source_id
