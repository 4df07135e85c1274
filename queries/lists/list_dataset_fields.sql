/*
+++
title = { id = "Kolom tiap kumpulan data", en = "Fields of each dataset" }
description = { id = "Nama, jenis, satuan, dan arti tiap kolom.", en = "Name, type, unit and meaning of each field." }
key = ["name", "position_no"]
[list]
+++
*/
SELECT
  c.relation AS name, c."position" AS position_no, c.field, c.type AS field_type, c.title_id, c.title_en, c.description_id, c.description_en, c.unit, c.masked
FROM catalog_fields c
ORDER BY name, position_no
