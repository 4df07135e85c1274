/*
+++
title = { id = "Kumpulan data yang bisa dicari", en = "Datasets that can be searched for" }
description = { id = "Judul dan nama tiap kumpulan data.", en = "The title and name of each dataset." }
key = ["row_no"]
[list.search]
kind = "dataset"
path = "data/{name}"
+++
*/
SELECT
  row_number() OVER (ORDER BY r.name) AS row_no,
  r.name,
  r.title_id,
  r.title_en,
  r.name AS detail,
  r.name AS words
FROM catalog_relations r
WHERE EXISTS (SELECT 1 FROM catalog_files f WHERE f.relation = r.name)
ORDER BY row_no
