/*
+++
title = { id = "Daftar kumpulan data", en = "List of datasets" }
description = { id = "Tabel dan kueri yang diterbitkan, dengan jumlah baris dan ukurannya.", en = "Published tables and queries, with row counts and sizes." }
key = ["row_no"]
[list]
+++
*/
WITH sizes AS (
  SELECT
    relation,
    sum(bytes) FILTER (WHERE format = 'csv') AS csv_bytes,
    count(*) FILTER (WHERE format = 'csv') AS csv_files,
    sum(bytes) FILTER (WHERE format = 'parquet') AS parquet_bytes,
    count(*) FILTER (WHERE format = 'parquet') AS parquet_files
  FROM catalog_files
  GROUP BY relation
)
SELECT
  row_number() OVER (ORDER BY CASE r.kind WHEN 'table' THEN 1 WHEN 'mart' THEN 2 WHEN 'figure' THEN 3 WHEN 'flag' THEN 4 ELSE 5 END, r.name) AS row_no,
  r.name, r.kind, r.title_id, r.title_en, r.description_id, r.description_en, r.row_count,
  s.csv_bytes, s.csv_files, s.parquet_bytes, s.parquet_files
FROM catalog_relations r
JOIN sizes s ON s.relation = r.name
ORDER BY row_no
