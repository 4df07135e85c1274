/*
+++
title = { id = "Nama organisasi", en = "Names of organisations" }
description = { id = "Setiap ejaan nama setiap instansi dan penyedia, dengan berapa kali dipakai sumber.", en = "Every spelling of every office's and supplier's name, with how often the sources use it." }
key = ["organization_id", "role", "name"]

[download]
formats = ["csv", "jsonl"]

[fields.organization_id]
title = { id = "Tanda organisasi", en = "Organisation identifier" }
description = { id = "Sama dengan kode pembeli atau penyedia di tabel lain.", en = "The same as the buyer or supplier code elsewhere." }

[fields.sightings]
title = { id = "Kemunculan", en = "Sightings" }
description = { id = "Berapa baris sumber memakai ejaan ini.", en = "How many source rows use this spelling." }
unit = "count"
+++
*/
WITH seen AS (
  SELECT buyer_id AS organization_id, 'buyer' AS role, buyer_name AS name FROM processes
  UNION ALL SELECT unit_id, 'buyer', unit_name FROM planned_packages
  UNION ALL SELECT buyer_id, 'buyer', buyer_name FROM catalogue_orders
  UNION ALL SELECT bidder_id, 'tenderer', bidder_name FROM bids
  UNION ALL SELECT supplier_id, 'supplier', supplier_name FROM award_suppliers
  UNION ALL SELECT supplier_id, 'supplier', supplier_name FROM contracts
  UNION ALL SELECT supplier_id, 'supplier', supplier_name FROM catalogue_orders
  UNION ALL SELECT supplier_id, 'payee', supplier_name FROM payments
  UNION ALL SELECT supplier_id, 'sanctioned', supplier_name FROM sanctions
),
counted AS (
  SELECT organization_id, role, name, count(*) AS sightings
  FROM seen
  WHERE organization_id IS NOT NULL AND name IS NOT NULL
  GROUP BY organization_id, role, name
),
-- Parties hold names that no other table repeats, such as offices without a purchase.
known AS (
  SELECT organization_id, role, name, sightings FROM counted
  UNION ALL SELECT party_id, role, name, 0 FROM parties
)
SELECT organization_id, role, name, cast(sum(sightings) AS bigint) AS sightings
FROM known
GROUP BY organization_id, role, name
ORDER BY organization_id, role, name
