/*
+++
title = { id = "Penyedia dan proses", en = "Suppliers and processes" }
description = { id = "Di proses mana tiap penyedia mendaftar, menawar, atau menang. Proses yang dibatalkan tidak ikut.", en = "In which processes each supplier registered, bid or won. Cancelled processes are left out." }
key = ["supplier_id", "ocid"]

[download]
formats = ["csv", "jsonl"]

[fields.registered]
title = { id = "Mendaftar", en = "Registered" }

[fields.offered]
title = { id = "Menawar", en = "Bid" }

[fields.won]
title = { id = "Menang", en = "Won" }

[fields.uncredited]
title = { id = "Tanpa nilai sendiri", en = "Without a value of its own" }
description = { id = "Menang, tetapi bagian nilainya tidak diketahui.", en = "Won, but its share of the value is not known." }

[fields.flagged]
title = { id = "Bertanda", en = "Flagged" }
+++
*/
WITH sightings AS (
  SELECT
    supplier_id, ocid, 0 AS registered, 0 AS offered, 1 AS won,
    CASE WHEN joint THEN 1 ELSE 0 END AS joint, CASE WHEN value IS NULL THEN 1 ELSE 0 END AS uncredited
  FROM supplier_awards
  WHERE supplier_id IS NOT NULL
  UNION ALL
  SELECT
    bidder_id, ocid, 1, CASE WHEN price IS NOT NULL OR status IN ('submitted', 'valid', 'disqualified') THEN 1 ELSE 0 END, 0, 0, 0
  FROM bids
  WHERE bidder_id IS NOT NULL
),
pairs AS (
  SELECT
    supplier_id, ocid,
    max(registered) AS registered, max(offered) AS offered, max(won) AS won, max(joint) AS joint, max(uncredited) AS uncredited
  FROM sightings
  GROUP BY supplier_id, ocid
)
SELECT
  s.supplier_id,
  s.ocid,
  p.buyer_id,
  p.year,
  s.registered = 1 AS registered,
  s.offered = 1 AS offered,
  s.won = 1 AS won,
  s.joint = 1 AS joint,
  s.uncredited = 1 AS uncredited,
  p.flag_count > 0 AS flagged
FROM pairs s
JOIN process_summary p ON p.ocid = s.ocid
WHERE p.is_counted
ORDER BY s.supplier_id, s.ocid
