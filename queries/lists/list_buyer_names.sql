/*
+++
title = { id = "Nama tiap instansi", en = "Names of each buyer" }
description = { id = "Semua nama yang ditulis sumber untuk satu kode instansi, kalau lebih dari satu.", en = "All names that the sources write for one buyer's code, where there are several." }
key = ["buyer_id", "row_no"]
[list]
+++
*/
WITH written AS (
  SELECT organization_id AS buyer_id, name, sum(sightings) AS sightings
  FROM organization_names
  WHERE role = 'buyer' AND name IS NOT NULL
  GROUP BY organization_id, name
),
several AS (
  SELECT *, row_number() OVER (PARTITION BY buyer_id ORDER BY sightings DESC, name) AS row_no, count(*) OVER (PARTITION BY buyer_id) AS name_count
  FROM written
)
SELECT s.buyer_id, s.row_no, s.name, s.sightings, s.name_count
FROM several s
JOIN buyer_summary b ON b.buyer_id = s.buyer_id
WHERE s.name_count > 1 AND s.row_no <= 100
ORDER BY s.buyer_id, s.row_no
