/*
+++
title = { id = "Nama yang sama, penyedia", en = "Namesakes of each supplier" }
description = { id = "Penyedia lain yang namanya sama tetapi kodenya beda di sumbernya: bisa satu pihak dengan dua kode, bisa dua pihak. Paling banyak sepuluh.", en = "Other suppliers of the same name under another code in the source: one party with two codes, or two parties. At most ten." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH named AS (
  SELECT supplier_id, upper(trim(name)) AS same_name, name, award_count AS times FROM supplier_summary WHERE trim(name) <> ''
),
shared AS (
  SELECT same_name FROM named GROUP BY same_name HAVING count(*) > 1
),
ranked AS (
  SELECT n.*, row_number() OVER (PARTITION BY n.same_name ORDER BY n.times DESC, n.supplier_id) AS place
  FROM named n
  JOIN shared s ON s.same_name = n.same_name
)
SELECT
  a.supplier_id, row_number() OVER (PARTITION BY a.supplier_id ORDER BY b.place) AS row_no, b.supplier_id AS other_id, b.name AS other_name, b.times AS other_count
FROM ranked a
JOIN ranked b ON b.same_name = a.same_name AND b.supplier_id <> a.supplier_id AND b.place <= 11
QUALIFY row_number() OVER (PARTITION BY a.supplier_id ORDER BY b.place) <= 10
ORDER BY a.supplier_id, row_no
