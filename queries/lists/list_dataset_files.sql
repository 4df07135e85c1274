/*
+++
title = { id = "Berkas tiap kumpulan data", en = "Files of each dataset" }
description = { id = "Bentuk, ukuran, dan sidik tiap berkas.", en = "Format, size and checksum of each file." }
key = ["name", "format", "path"]
[list]
+++
*/
SELECT c.relation AS name, c.format, c.path, c.row_count, c.bytes AS byte_count, c.sha256 AS checksum
FROM catalog_files c
ORDER BY name, c.format, c.path
