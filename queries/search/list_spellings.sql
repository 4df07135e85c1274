/*
+++
title = { id = "Ejaan nama", en = "Spellings of names" }
description = { id = "Semua ejaan nama tiap pihak, untuk pencarian.", en = "All spellings of each party's name, for search." }
key = ["organization_id"]
[list]
+++
*/
WITH names AS (
  SELECT organization_id, name FROM organization_names GROUP BY organization_id, name
)
SELECT organization_id, string_agg(name, ' ' ORDER BY name) AS words
FROM names
GROUP BY organization_id
ORDER BY organization_id
