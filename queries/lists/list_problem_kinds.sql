/*
+++
title = { id = "Jenis masalah", en = "Kinds of problem" }
description = { id = "Berapa kali tiap masalah ditemui, dengan satu contoh.", en = "How often each problem was met, with one example." }
key = ["row_no"]
[list]
+++
*/
WITH numbered AS (
  SELECT
    p.source_id, p.code, p.severity, p.table_name, p.field, p.reason, p."value", p.file, p."row" AS file_row,
    row_number() OVER (PARTITION BY p.source_id, p.code, p.table_name, p.field ORDER BY p.file, p."row", p.problem_id) AS example_no,
    cast(sum(t.times) OVER (PARTITION BY p.source_id, p.code, p.table_name, p.field) AS bigint) AS problem_count
  FROM problems p
  JOIN list_problem_times t ON t.problem_id = p.problem_id
)
SELECT
  row_number() OVER (ORDER BY CASE n.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, n.problem_count DESC, n.source_id, n.code, n.table_name, n.field) AS row_no,
  n.source_id, coalesce(s.title_id, n.source_id) AS source_title_id, coalesce(s.title_en, s.title_id, n.source_id) AS source_title_en,
  n.code, n.severity, n.table_name, n.field, n.problem_count, n.reason, n."value" AS example_value, n.file, n.file_row
FROM numbered n
LEFT JOIN sources s ON s.source_id = n.source_id
WHERE n.example_no = 1
ORDER BY row_no
LIMIT 200
