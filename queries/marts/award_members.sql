/*
+++
title = { id = "Anggota penetapan", en = "Members of awards" }
description = { id = "Penyedia tiap penetapan yang berlaku, berapa anggotanya, dan apakah penetapan itu satu-satunya di prosesnya. Langkah antara untuk nilai per penyedia.", en = "The suppliers of each award in force, how many they are, and whether the award is the only one of its process. A step towards value by supplier." }
key = ["ocid", "award_id", "supplier_id"]

[fields.share]
title = { id = "Bagian", en = "Share" }
unit = "ratio"

[fields.member_count]
title = { id = "Jumlah anggota", en = "Members" }
unit = "count"

[fields.award_value]
title = { id = "Nilai penetapan", en = "Awarded value" }
unit = "money"

[fields.award_currency]
title = { id = "Mata uang penetapan", en = "Award currency" }
+++
*/
WITH real_awards AS (
  SELECT ocid, award_id, awarded, value, currency
  FROM awards
  WHERE coalesce(status, 'active') IN ('active', 'pending')
),
-- Several sources may name the same member.
members AS (
  SELECT ocid, award_id, supplier_id, max(supplier_name) AS supplier_name, max(share) AS share
  FROM award_suppliers
  GROUP BY ocid, award_id, supplier_id
),
joint AS (
  SELECT ocid, award_id, count(*) AS member_count FROM members GROUP BY ocid, award_id HAVING count(*) > 1
)
SELECT
  m.ocid,
  m.award_id,
  m.supplier_id,
  m.supplier_name,
  m.share,
  coalesce(j.member_count, 1) AS member_count,
  -- Nought stands where the amount is not there.
  CASE WHEN a.value <> 0 THEN a.value END AS award_value,
  a.currency AS award_currency,
  a.awarded
FROM members m
JOIN real_awards a ON a.ocid = m.ocid AND a.award_id = m.award_id
LEFT JOIN joint j ON j.ocid = m.ocid AND j.award_id = m.award_id
ORDER BY m.ocid, m.award_id, m.supplier_id
