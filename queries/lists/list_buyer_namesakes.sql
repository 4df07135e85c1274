/*
+++
title = { id = "Nama yang sama, instansi", en = "Namesakes of each buyer" }
description = { id = "Instansi lain yang namanya sama tetapi kodenya beda di sumbernya: bisa satu pihak dengan dua kode, bisa dua pihak. Paling banyak sepuluh.", en = "Other buyers of the same name under another code in the source: one party with two codes, or two parties. At most ten." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH named AS (
  SELECT buyer_id, upper(trim(name)) AS same_name, name, process_count AS times FROM buyer_summary WHERE trim(name) <> ''
),
shared AS (
  SELECT same_name FROM named GROUP BY same_name HAVING count(*) > 1
),
ranked AS (
  SELECT n.*, row_number() OVER (PARTITION BY n.same_name ORDER BY n.times DESC, n.buyer_id) AS place
  FROM named n
  JOIN shared s ON s.same_name = n.same_name
)
SELECT
  a.buyer_id, row_number() OVER (PARTITION BY a.buyer_id ORDER BY b.place) AS row_no, b.buyer_id AS other_id, b.name AS other_name, b.times AS other_count
FROM ranked a
JOIN ranked b ON b.same_name = a.same_name AND b.buyer_id <> a.buyer_id AND b.place <= 11
QUALIFY row_number() OVER (PARTITION BY a.buyer_id ORDER BY b.place) <= 10
ORDER BY a.buyer_id, row_no
