/*
+++
title = { id = "Pembelian yang mungkin tercatat dua kali", en = "Purchases that may be recorded twice" }
description = { id = "Dua proses dari jalur berbeda dengan pembeli, penyedia, judul, nilai, dan tahun yang sama, misalnya pengadaan langsung yang dicatat lagi. Keduanya dihitung, sebab sumbernya tidak mengatakan bahwa itu satu.", en = "Two processes by different routes with the same buyer, supplier, title, value and year, such as a direct purchase that was recorded again. Both are counted, because the source does not say that they are one." }

[fields.kind]
title = { id = "Jalur", en = "Route" }

[fields.other_ocid]
title = { id = "Proses yang sama isinya", en = "Process that says the same" }

[fields.other_kind]
title = { id = "Jalur proses itu", en = "Route of that process" }

[check]
severity = "warning"
+++
*/
WITH known AS (
  SELECT ocid, kind, buyer_id, supplier_id, currency, value, coalesce(year, 0) AS year_key, lower(trim(title)) AS title_key
  FROM process_facts
  -- OCDS has one route for all.
  WHERE is_counted AND kind <> 'ocds' AND value > 1 AND buyer_id IS NOT NULL AND supplier_id IS NOT NULL AND title IS NOT NULL AND currency IS NOT NULL
),
several AS (
  SELECT buyer_id, supplier_id, currency, value, year_key, title_key
  FROM known
  GROUP BY buyer_id, supplier_id, currency, value, year_key, title_key
  HAVING min(kind) < max(kind)
),
found AS (
  SELECT k.*
  FROM several s
  JOIN known k
    ON k.buyer_id = s.buyer_id AND k.supplier_id = s.supplier_id AND k.currency = s.currency AND k.value = s.value
    AND k.year_key = s.year_key AND k.title_key = s.title_key
)
SELECT f.ocid, f.kind, o.ocid AS other_ocid, o.kind AS other_kind, f.buyer_id, f.supplier_id, f.currency, f.value
FROM found f
JOIN found o
  ON o.buyer_id = f.buyer_id AND o.supplier_id = f.supplier_id AND o.currency = f.currency AND o.value = f.value
  AND o.year_key = f.year_key AND o.title_key = f.title_key AND o.kind <> f.kind
ORDER BY f.ocid, o.ocid
