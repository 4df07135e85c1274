/*
+++
title = { id = "Halaman kumpulan data", en = "Dataset pages" }
description = { id = "Kolom, contoh isi, berkas, dan kueri tiap kumpulan data.", en = "Fields, sample rows, files and query of each dataset." }
key = ["name"]
[page]
path = "data/{name}"
template = "dataset.html"
figure = "figure_name"
title = { id = "{title_id}", en = "{title_en}" }
description = { id = "{description_id}", en = "{description_en}" }
[page.lists]
fields = { relation = "list_dataset_fields", key = ["name"] }
files = { relation = "list_dataset_files", key = ["name"] }
preview = { relation = "list_dataset_preview", key = ["name"] }
+++
*/
SELECT
  r.name, r.kind, r.title_id, r.title_en, r.description_id, r.description_en, r.citation, r.sql_path, r.row_count, r.key_columns, r.depends_on,
  f.field_count,
  CASE WHEN r.kind = 'figure' AND r.row_count > 0 THEN r.name END AS figure_name
FROM catalog_relations r
JOIN (SELECT relation, count(*) AS file_count FROM catalog_files GROUP BY relation) s ON s.relation = r.name
LEFT JOIN (SELECT relation, count(*) AS field_count FROM catalog_fields GROUP BY relation) f ON f.relation = r.name
ORDER BY r.name
