/*
+++
title = { id = "Nama tiap penyedia", en = "Names of each supplier" }
description = { id = "Semua tulisan nama yang ditemui dalam data.", en = "Every spelling of the name seen in the data." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH spellings AS (
  SELECT organization_id AS supplier_id, name, sum(sightings) AS sightings
  FROM organization_names
  WHERE role <> 'buyer'
  GROUP BY organization_id, name
  -- A name that the identity has been given since is nobody's writing.
  HAVING sum(sightings) > 0
)
SELECT
  n.supplier_id,
  row_number() OVER (PARTITION BY n.supplier_id ORDER BY n.sightings DESC, n.name) AS row_no,
  n.name, n.sightings
FROM spellings n
JOIN supplier_summary s ON s.supplier_id = n.supplier_id
WHERE s.name_count > 1
ORDER BY n.supplier_id, row_no
