/*
+++
title = { id = "Pemenang menurut proses", en = "Winners by process" }
description = { id = "Berapa penyedia memenangkan tiap proses, dan siapa (paling banyak lima nama).", en = "How many suppliers won each process, and who (at most five names)." }
key = ["ocid"]

[fields.supplier_count]
title = { id = "Jumlah penyedia", en = "Suppliers" }
unit = "count"

[fields.supplier_names]
title = { id = "Nama penyedia", en = "Suppliers' names" }
description = { id = "Paling banyak lima nama.", en = "At most five names." }
+++
*/
WITH listed AS (
  SELECT ocid, supplier_id, max(supplier_name) AS supplier_name
  FROM supplier_awards
  GROUP BY ocid, supplier_id
),
placed AS (
  SELECT ocid, supplier_id, supplier_name, row_number() OVER (PARTITION BY ocid ORDER BY supplier_name, supplier_id) AS place
  FROM listed
)
SELECT
  ocid,
  count(*) AS supplier_count,
  CASE WHEN count(*) = 1 THEN min(supplier_id) END AS supplier_id,
  string_agg(CASE WHEN place <= 5 THEN supplier_name END, ', ' ORDER BY place) AS supplier_names
FROM placed
GROUP BY ocid
ORDER BY ocid
