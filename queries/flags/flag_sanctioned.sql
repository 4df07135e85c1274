/*
+++
title = { id = "Pemenang sedang kena sanksi", en = "Winner under a sanction" }
description = { id = "Pemenang ditetapkan ketika perusahaannya tercantum di daftar hitam.", en = "The winner was chosen while the firm was on the list of debarred suppliers." }
source = "Open Contracting Partnership, Red Flags 2024; Peraturan LKPP 4/2021"
key = ["code", "subject_id"]

[flag]
code = "sanctioned"
subject = "process"
group = "supplier"
threshold = { id = "Ada sanksi yang berlaku pada hari penetapan; kalau tanggal itu tidak ada, pada hari tanda tangan kontrak.", en = "A sanction in force on the day of the award; if that date is missing, on the day of signing." }
why = { id = "Perusahaan dalam daftar hitam tidak boleh ikut pengadaan selama sanksinya berlaku. Sanksi bisa juga ditunda pengadilan, atau terbit sesudah pemenang dipilih tetapi berlaku mundur.", en = "A debarred firm may not take part while its sanction is in force. A court may have suspended the sanction, or it may have been issued after the award and backdated." }
formula = { id = "Nomor pemenang sama dengan nomor di daftar, dan tanggal penetapan ada di antara hari pertama dan terakhir sanksi. Sanksi yang ditunda atau dibatalkan tidak dihitung. Nama yang sama tanpa nomor tidak pernah menyalakan tanda. Tidak bisa dinilai: pemenang tanpa nomor sejenis atau yang namanya ada di daftar tanpa nomor, sanksi yang masa berlakunya tidak jelas, dan penetapan sebelum sanksi pertama atau sesudah tanggal daftar.", en = "The winner's number is one on the list, and the day of the award lies between the sanction's first and last day. Sanctions suspended or lifted do not count. A name without a number never raises the flag. Not assessed: winners without a number of that kind or whose name is listed without one, sanctions whose period is not clear, and awards before the list's first sanction or after its date." }

[fields.value]
title = { id = "Sanksi yang berlaku", en = "Sanctions in force" }
unit = "count"

[fields.threshold]
title = { id = "Batas", en = "Threshold" }
unit = "count"
+++
*/
WITH listed AS (
  SELECT min(starts) AS first_day, max(as_of) AS last_day, count(*) AS sanction_count FROM sanction_facts
),
-- Numbers can be looked for in the list only if it has numbers of their kind.
kinds AS (
  SELECT o.scheme FROM sanction_facts s JOIN organizations o ON o.organization_id = s.supplier_id WHERE o.scheme <> 'nama' GROUP BY o.scheme
),
-- Firms of which the list says something that cannot be told apart: no number, or no clear period.
names AS (
  SELECT o.name_key
  FROM sanction_facts s
  JOIN organizations o ON o.organization_id = s.supplier_id
  WHERE NOT s.is_numbered AND s.status IN ('active', 'unknown') AND o.name_key IS NOT NULL
  GROUP BY o.name_key
),
unclear AS (
  SELECT supplier_id FROM sanction_facts WHERE is_numbered AND NOT is_known AND status IN ('active', 'unknown') GROUP BY supplier_id
),
winners AS (
  SELECT ocid, supplier_id, coalesce(awarded, signed) AS chosen
  FROM supplier_awards
  GROUP BY ocid, supplier_id, coalesce(awarded, signed)
),
hits AS (
  SELECT
    w.ocid, w.supplier_id, w.chosen, count(*) AS hit_count, min(s.decree) AS decree, min(s.starts) AS starts,
    max(coalesce(s.ends, DATE '9999-12-31')) AS ends
  FROM winners w
  JOIN sanction_facts s ON s.supplier_id = w.supplier_id
  WHERE s.is_numbered AND s.is_known AND s.status = 'active' AND w.chosen >= s.starts AND w.chosen <= coalesce(s.ends, DATE '9999-12-31')
  GROUP BY w.ocid, w.supplier_id, w.chosen
),
looked AS (
  SELECT
    w.ocid,
    count(*) AS winner_count,
    count(*) FILTER (
      WHERE k.scheme IS NOT NULL AND w.chosen >= l.first_day AND w.chosen <= l.last_day AND n.name_key IS NULL AND u.supplier_id IS NULL
    ) AS known_count,
    cast(coalesce(sum(h.hit_count), 0) AS bigint) AS hit_count,
    min(CASE WHEN h.ocid IS NOT NULL THEN w.chosen END) AS hit_day, min(w.chosen) AS chosen,
    min(h.decree) AS decree, min(h.starts) AS starts, max(h.ends) AS ends
  FROM winners w
  CROSS JOIN listed l
  LEFT JOIN organizations o ON o.organization_id = w.supplier_id
  LEFT JOIN kinds k ON k.scheme = o.scheme
  LEFT JOIN names n ON n.name_key = o.name_key
  LEFT JOIN unclear u ON u.supplier_id = w.supplier_id
  LEFT JOIN hits h ON h.ocid = w.ocid AND h.supplier_id = w.supplier_id AND h.chosen = w.chosen
  GROUP BY w.ocid
)
-- A portal without such a list has nothing to say of anyone.
SELECT
  'sanctioned' AS code,
  f.ocid AS subject_id,
  f.ocid,
  f.buyer_id,
  f.supplier_id,
  CASE
    WHEN NOT f.is_counted OR f.kind = 'self_managed' OR w.ocid IS NULL THEN 'not_applicable'
    WHEN w.hit_count > 0 THEN 'flagged'
    WHEN w.known_count < w.winner_count THEN 'not_enough_data'
    ELSE 'clear'
  END AS state,
  CASE WHEN w.known_count = w.winner_count OR w.hit_count > 0 THEN cast(w.hit_count AS double) END AS value,
  1e0 AS threshold,
  concat(
    'chosen=', coalesce(cast(coalesce(w.hit_day, w.chosen) AS varchar), ''),
    '; sanction=', coalesce(w.decree, ''),
    '; starts=', coalesce(cast(w.starts AS varchar), ''),
    '; ends=', coalesce(cast(nullif(w.ends, DATE '9999-12-31') AS varchar), '')
  ) AS operands
FROM process_facts f
CROSS JOIN listed l
LEFT JOIN looked w ON w.ocid = f.ocid
WHERE l.sanction_count > 0
ORDER BY code, subject_id
