/*
+++
title = { id = "Ejaan nama", en = "Spellings of names" }
description = { id = "Semua ejaan nama tiap pihak, untuk pencarian.", en = "All spellings of each party's name, for search." }
key = ["organization_id"]
[list]
+++
*/
SELECT organization_id, string_agg(DISTINCT name, ' ' ORDER BY name) AS words
FROM organization_names
GROUP BY organization_id
ORDER BY organization_id
