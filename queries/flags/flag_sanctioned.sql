/*
+++
title = { id = "Pemenang sedang kena sanksi", en = "Winner under a sanction" }
description = { id = "Pemenang ditetapkan ketika perusahaannya tercantum di daftar hitam.", en = "The winner was chosen while the firm was on the list of debarred suppliers." }
source = "Open Contracting Partnership, Red Flags 2024; Peraturan LKPP 4/2021 tentang sanksi daftar hitam"
key = ["code", "subject_id"]

[flag]
code = "sanctioned"
subject = "process"
group = "supplier"
threshold = { id = "Satu sanksi yang berlaku pada hari penetapan (kalau tidak ada: tanda tangan).", en = "One sanction in force on the day of the award (where there is none: of the signature)." }
why = { id = "Perusahaan dalam daftar hitam tidak boleh ikut pengadaan selama sanksinya berlaku. Sanksi bisa juga ditunda pengadilan, atau terbit sesudah pemenang dipilih tetapi berlaku mundur.", en = "A debarred firm may not take part while its sanction is in force. A court may have suspended it, or it was made after the choice with an earlier first day." }
formula = { id = "Nomor pemenang sama dengan nomor di daftar, dan tanggal penetapan ada di antara hari pertama dan terakhir sanksi. Sanksi yang ditunda atau dibatalkan tidak dihitung. Nama yang sama tanpa nomor tidak pernah menyalakan tanda. Tidak bisa dinilai: pemenang tanpa nomor sejenis, dan penetapan sebelum sanksi pertama atau sesudah tanggal daftar.", en = "The winner's number is one on the list, and the day of the award lies between the sanction's first and last day. Sanctions suspended or lifted do not count. A name without a number never fires the flag. Not assessed: winners without a number of that kind, and awards before the list's first sanction or after its date." }

[fields.value]
title = { id = "Sanksi yang berlaku", en = "Sanctions in force" }
unit = "count"

[fields.threshold]
title = { id = "Batas", en = "Threshold" }
unit = "count"
+++
*/
WITH listed AS (
  SELECT min(starts) AS first_day, max(as_of) AS last_day, count(*) AS sanction_count FROM sanctions WHERE starts IS NOT NULL
),
-- Numbers can be looked for in the list only if it has numbers of their kind.
kinds AS (
  SELECT o.scheme FROM sanctions s JOIN organizations o ON o.organization_id = s.supplier_id WHERE o.scheme <> 'nama' GROUP BY o.scheme
),
winners AS (
  SELECT a.ocid, a.supplier_id, min(coalesce(a.awarded, a.signed)) AS chosen
  FROM supplier_awards a
  GROUP BY a.ocid, a.supplier_id
),
hits AS (
  SELECT w.ocid, w.supplier_id, count(*) AS hit_count, min(s.sanction_id) AS sanction_id, min(s.starts) AS starts, max(s.ends) AS ends
  FROM winners w
  JOIN sanctions s ON s.supplier_id = w.supplier_id
  WHERE s.supplier_id NOT LIKE 'nama-%' AND coalesce(s.status, 'active') = 'active'
    AND w.chosen >= s.starts AND w.chosen <= coalesce(s.ends, DATE '9999-12-31')
  GROUP BY w.ocid, w.supplier_id
),
looked AS (
  SELECT
    w.ocid,
    count(*) AS winner_count,
    count(*) FILTER (WHERE k.scheme IS NOT NULL AND w.chosen >= l.first_day AND w.chosen <= l.last_day) AS known_count,
    cast(coalesce(sum(h.hit_count), 0) AS bigint) AS hit_count,
    min(w.chosen) AS chosen, min(h.sanction_id) AS sanction_id, min(h.starts) AS starts, max(h.ends) AS ends
  FROM winners w
  CROSS JOIN listed l
  LEFT JOIN organizations o ON o.organization_id = w.supplier_id
  LEFT JOIN kinds k ON k.scheme = o.scheme
  LEFT JOIN hits h ON h.ocid = w.ocid AND h.supplier_id = w.supplier_id
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
    'chosen=', coalesce(cast(w.chosen AS varchar), ''),
    '; sanction=', coalesce(w.sanction_id, ''),
    '; starts=', coalesce(cast(w.starts AS varchar), ''),
    '; ends=', coalesce(cast(w.ends AS varchar), '')
  ) AS operands
FROM process_facts f
CROSS JOIN listed l
LEFT JOIN looked w ON w.ocid = f.ocid
WHERE l.sanction_count > 0
ORDER BY code, subject_id
