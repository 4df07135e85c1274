/*
+++
title = { id = "Contoh isi tiap kumpulan data", en = "Sample rows of each dataset" }
description = { id = "Sel demi sel, baris pertama.", en = "Cell by cell, the first rows." }
key = ["name", "row_no", "position_no"]
[list]
+++
*/
SELECT
  c.relation AS name, c.row_no, c."position" AS position_no, c.field, c."value",
  c."position" = min(c."position") OVER (PARTITION BY c.relation, c.row_no) AS is_first,
  c."position" = max(c."position") OVER (PARTITION BY c.relation, c.row_no) AS is_last
FROM catalog_preview c
ORDER BY name, c.row_no, position_no
