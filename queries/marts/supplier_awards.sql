/*
+++
title = { id = "Kemenangan penyedia", en = "Awards by supplier" }
description = { id = "Siapa memenangkan apa, dan berapa nilainya sekarang. Nilai hanya diberikan bila penyedianya satu, punya kontrak sendiri, atau bagiannya diketahui: selain itu nilai kerja sama tidak diberikan penuh kepada tiap anggota dan tidak dibagi rata, sehingga kosong. Proses dan penetapan yang dibatalkan tidak ada di sini.", en = "Who won what, and what it is worth now. A value is credited only to a sole supplier, by contracts of its own, or by a known share: any other joint venture's value is neither credited in full to each member nor split evenly, and so is empty. Cancelled processes and awards are left out." }
key = ["ocid", "award_id", "supplier_id"]

[download]
formats = ["csv", "jsonl"]

[fields.joint]
title = { id = "Bersama", en = "Joint" }
description = { id = "Benar bila penetapan ini punya beberapa penyedia.", en = "True where the award has several suppliers." }
+++
*/
WITH live AS (
  SELECT ocid, buyer_id, buyer_name, year, method
  FROM processes
  WHERE coalesce(status, 'active') NOT IN ('cancelled', 'unsuccessful', 'withdrawn')
),
-- Contracts in several currencies cannot be added: the award's own value is kept then.
contracted AS (
  SELECT ocid, award_id, sum(value) AS value_now, max(currency) AS currency, min(signed) AS signed
  FROM contract_values
  WHERE award_id IS NOT NULL AND coalesce(status, 'active') <> 'cancelled'
  GROUP BY ocid, award_id
  HAVING min(coalesce(currency, '')) = max(coalesce(currency, ''))
),
-- Awards of which several suppliers have contracts of their own; contracts that name nobody are credited to nobody. One
-- contract with one of them may be that of a joint venture.
divided AS (
  SELECT ocid, award_id
  FROM contract_values
  WHERE award_id IS NOT NULL AND coalesce(status, 'active') <> 'cancelled'
  GROUP BY ocid, award_id
  HAVING min(supplier_id) < max(supplier_id)
),
own AS (
  SELECT v.ocid, v.award_id, v.supplier_id, sum(v.value) AS value_now, max(v.currency) AS currency, min(v.signed) AS signed
  FROM contract_values v
  JOIN divided d ON d.ocid = v.ocid AND d.award_id = v.award_id
  WHERE coalesce(v.status, 'active') <> 'cancelled'
  GROUP BY v.ocid, v.award_id, v.supplier_id
  HAVING min(coalesce(v.currency, '')) = max(coalesce(v.currency, ''))
),
known AS (
  SELECT ocid, award_id FROM award_members GROUP BY ocid, award_id
),
won AS (
  SELECT
    m.ocid,
    m.award_id,
    m.supplier_id,
    m.supplier_name,
    coalesce(o.currency, c.currency, m.award_currency) AS currency,
    m.member_count > 1 AS joint,
    m.share,
    CASE WHEN m.member_count > 1 THEN o.value_now END AS own_value,
    d.award_id IS NOT NULL AS is_divided,
    CASE WHEN coalesce(o.currency, c.currency) IS NULL OR (m.award_currency IS NOT DISTINCT FROM coalesce(o.currency, c.currency)) THEN m.award_value END AS award_value,
    c.value_now AS contract_value,
    m.awarded,
    coalesce(o.signed, c.signed) AS signed
  FROM award_members m
  LEFT JOIN contracted c ON c.ocid = m.ocid AND c.award_id = m.award_id
  LEFT JOIN divided d ON d.ocid = m.ocid AND d.award_id = m.award_id
  LEFT JOIN own o ON o.ocid = m.ocid AND o.award_id = m.award_id AND o.supplier_id = m.supplier_id AND m.member_count > 1
  UNION ALL
  -- Contracts whose award, if there is one, lists no supplier or is not in force.
  SELECT v.ocid, concat('contract/', v.contract_id), v.supplier_id, v.supplier_name, v.currency, false, NULL, NULL, false, NULL, v.value, NULL, v.signed
  FROM contract_values v
  LEFT JOIN known k ON k.ocid = v.ocid AND k.award_id = v.award_id
  WHERE k.ocid IS NULL AND v.supplier_id IS NOT NULL AND coalesce(v.status, 'active') <> 'cancelled'
)
SELECT
  w.ocid,
  w.award_id,
  w.supplier_id,
  w.supplier_name,
  p.buyer_id,
  p.buyer_name,
  p.year,
  p.method,
  w.currency,
  w.joint,
  w.share,
  w.award_value,
  w.contract_value,
  CASE
    WHEN w.own_value IS NOT NULL THEN w.own_value
    WHEN NOT w.joint THEN coalesce(w.contract_value, w.award_value)
    -- Beside members with contracts of their own, a share of the whole would count some of it twice.
    WHEN w.share IS NOT NULL AND NOT w.is_divided THEN cast(round(w.share * cast(coalesce(w.contract_value, w.award_value) AS double), 2) AS decimal(20, 2))
  END AS value,
  w.awarded,
  w.signed
FROM won w
JOIN live p ON p.ocid = w.ocid
ORDER BY w.ocid, w.award_id, w.supplier_id
