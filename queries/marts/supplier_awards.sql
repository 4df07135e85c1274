/*
+++
title = { id = "Kemenangan penyedia", en = "Awards by supplier" }
description = { id = "Siapa memenangkan apa, dan berapa nilainya sekarang. Nilai hanya diberikan bila penyedianya satu, atau bagiannya diketahui: nilai kerja sama tidak diberikan penuh kepada tiap anggota dan tidak dibagi rata, sehingga kosong. Proses dan penetapan yang dibatalkan tidak ada di sini.", en = "Who won what, and what it is worth now. A value is credited only to a sole supplier or by a known share: a joint venture's value is neither credited in full to each member nor split evenly, and so is empty. Cancelled processes and awards are left out." }
key = ["ocid", "award_id", "supplier_id"]

[download]
formats = ["csv", "jsonl"]

[fields.joint]
title = { id = "Bersama", en = "Joint" }
description = { id = "Benar bila penetapan ini punya beberapa penyedia.", en = "True where the award has several suppliers." }

[fields.share]
title = { id = "Bagian", en = "Share" }
unit = "ratio"

[fields.award_value]
title = { id = "Nilai penetapan", en = "Awarded value" }
unit = "money"

[fields.contract_value]
title = { id = "Nilai kontrak", en = "Contract value" }
unit = "money"

[fields.value]
title = { id = "Nilai", en = "Value" }
description = { id = "Nilai terbaik yang diketahui: kontrak, kalau tidak ada penetapan, kalau tidak ada pembayaran.", en = "Best known value: contract, else award, else payments." }
unit = "money"
+++
*/
WITH live AS (
  SELECT ocid, buyer_id, buyer_name, year, method
  FROM processes
  WHERE coalesce(status, 'active') NOT IN ('cancelled', 'unsuccessful', 'withdrawn')
),
real_awards AS (
  SELECT ocid, award_id, awarded, value, currency
  FROM awards
  WHERE coalesce(status, 'active') IN ('active', 'pending')
),
members AS (
  SELECT s.ocid, s.award_id, s.supplier_id, max(s.supplier_name) AS supplier_name, max(s.share) AS share
  FROM award_suppliers s
  JOIN real_awards a ON a.ocid = s.ocid AND a.award_id = s.award_id
  GROUP BY s.ocid, s.award_id, s.supplier_id
),
sizes AS (
  SELECT ocid, award_id, count(*) AS member_count FROM members GROUP BY ocid, award_id
),
lone AS (
  SELECT ocid, min(award_id) AS award_id FROM sizes GROUP BY ocid HAVING count(*) = 1
),
amended AS (
  SELECT ocid, contract_id, value_after, currency
  FROM amendments
  WHERE value_after IS NOT NULL
  QUALIFY row_number() OVER (PARTITION BY ocid, contract_id ORDER BY amended DESC NULLS LAST, amendment_id DESC) = 1
),
-- A contract belongs to the award it names, else to the only award of its process, else to none.
placed AS (
  SELECT
    c.ocid,
    coalesce(z.award_id, l.award_id) AS award_id,
    c.contract_id,
    c.supplier_id,
    c.supplier_name,
    c.signed,
    c.currency,
    CASE WHEN (m.currency IS NOT DISTINCT FROM c.currency) THEN coalesce(m.value_after, c.value) ELSE c.value END AS value_now
  FROM contracts c
  LEFT JOIN sizes z ON z.ocid = c.ocid AND z.award_id = c.award_id
  LEFT JOIN lone l ON l.ocid = c.ocid AND z.award_id IS NULL
  LEFT JOIN amended m ON m.ocid = c.ocid AND m.contract_id = c.contract_id
  WHERE coalesce(c.status, 'active') <> 'cancelled'
),
-- Contracts in several currencies cannot be added: the award's own value is kept then.
contracted AS (
  SELECT ocid, award_id, sum(value_now) AS value_now, max(currency) AS currency, min(signed) AS signed
  FROM placed
  WHERE award_id IS NOT NULL
  GROUP BY ocid, award_id
  HAVING count(DISTINCT coalesce(currency, '')) = 1
),
won AS (
  SELECT
    m.ocid,
    m.award_id,
    m.supplier_id,
    m.supplier_name,
    coalesce(c.currency, a.currency) AS currency,
    z.member_count > 1 AS joint,
    m.share,
    CASE WHEN c.currency IS NULL OR (a.currency IS NOT DISTINCT FROM c.currency) THEN a.value END AS award_value,
    c.value_now AS contract_value,
    a.awarded,
    c.signed
  FROM members m
  JOIN real_awards a ON a.ocid = m.ocid AND a.award_id = m.award_id
  JOIN sizes z ON z.ocid = m.ocid AND z.award_id = m.award_id
  LEFT JOIN contracted c ON c.ocid = m.ocid AND c.award_id = m.award_id
  UNION ALL
  -- Contracts of processes that list no awarded supplier.
  SELECT ocid, concat('contract/', contract_id), supplier_id, supplier_name, currency, false, NULL, NULL, value_now, NULL, signed
  FROM placed
  WHERE award_id IS NULL AND supplier_id IS NOT NULL
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
    WHEN NOT w.joint THEN coalesce(w.contract_value, w.award_value)
    WHEN w.share IS NOT NULL THEN cast(round(w.share * cast(coalesce(w.contract_value, w.award_value) AS double), 2) AS decimal(20, 2))
  END AS value,
  w.awarded,
  w.signed
FROM won w
JOIN live p ON p.ocid = w.ocid
ORDER BY w.ocid, w.award_id, w.supplier_id
