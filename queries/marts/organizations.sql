/*
+++
title = { id = "Organisasi", en = "Organisations" }
description = { id = "Instansi pembeli, penyedia, dan peserta: satu baris untuk tiap tanda, dengan nama yang paling sering dipakai.", en = "Buying offices, suppliers and tenderers: one row for each identifier, under the name used most." }
key = ["organization_id"]

[download]
formats = ["csv", "jsonl"]

[fields.is_buyer]
title = { id = "Pembeli", en = "Is a buyer" }

[fields.is_supplier]
title = { id = "Penyedia atau peserta", en = "Is a supplier or tenderer" }

[fields.name_count]
title = { id = "Jumlah ejaan nama", en = "Spellings of the name" }
unit = "count"
+++
*/
WITH names AS (
  SELECT
    organization_id,
    name,
    row_number() OVER (PARTITION BY organization_id ORDER BY sum(sightings) DESC, name) AS place
  FROM organization_names
  GROUP BY organization_id, name
),
roles AS (
  SELECT
    organization_id,
    bool_or(role IN ('buyer', 'payer')) AS is_buyer,
    bool_or(role IN ('supplier', 'tenderer', 'payee')) AS is_supplier
  FROM organization_names
  GROUP BY organization_id
),
name_counts AS (
  SELECT organization_id, count(name) AS name_count FROM names GROUP BY organization_id
),
-- Catalogue exports name suppliers by number only.
nameless AS (
  SELECT supplier_id AS organization_id
  FROM catalogue_orders o
  WHERE supplier_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM organization_names n WHERE n.organization_id = o.supplier_id)
  GROUP BY supplier_id
),
facts AS (
  SELECT
    party_id,
    min(scheme) AS scheme,
    max(CASE WHEN kind <> 'unknown' THEN kind END) AS kind,
    max(tax_id) AS tax_id,
    max(legal_form) AS legal_form,
    max(locality) AS locality,
    max(parent_name) AS parent_name
  FROM parties
  GROUP BY party_id
),
keys AS (
  SELECT party_id, name, max(name_key) AS name_key, max(name_order) AS name_order FROM parties GROUP BY party_id, name
),
listed AS (
  SELECT r.organization_id, n.name, r.is_buyer, r.is_supplier, c.name_count
  FROM roles r
  JOIN names n ON n.organization_id = r.organization_id AND n.place = 1
  JOIN name_counts c ON c.organization_id = r.organization_id
  UNION ALL
  SELECT organization_id, NULL, false, true, 0 FROM nameless
)
SELECT
  l.organization_id,
  f.scheme,
  l.name,
  k.name_key,
  k.name_order,
  coalesce(f.kind, 'unknown') AS kind,
  l.is_buyer,
  l.is_supplier,
  l.name_count,
  f.tax_id,
  f.legal_form,
  f.locality,
  f.parent_name
FROM listed l
LEFT JOIN facts f ON f.party_id = l.organization_id
LEFT JOIN keys k ON k.party_id = l.organization_id AND k.name = l.name
ORDER BY l.organization_id
