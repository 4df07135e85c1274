/*
+++
title = { id = "Sanksi dan kemenangannya", en = "Sanctions and awards" }
description = { id = "Satu baris tiap sanksi: berlaku atau tidak pada tanggal daftarnya, dan berapa kali perusahaan itu ditetapkan sebagai pemenang selama sanksi berlaku. Hanya perusahaan yang nomornya sama dihitung; nama yang sama belum tentu perusahaan yang sama.", en = "One row for each sanction: whether it was in force on the day of its list, and how often the firm was awarded work while it was. Only firms of the same number are counted; the same name may be another firm's." }
key = ["sanction_id"]

[download]
formats = ["csv", "jsonl"]

[fields.is_numbered]
title = { id = "Bernomor", en = "Has a number" }
description = { id = "Daftar menyebut nomor perusahaannya.", en = "The list gives the firm's number." }

[fields.in_force]
title = { id = "Sedang berlaku", en = "In force" }
description = { id = "Berlaku pada tanggal daftar.", en = "In force on the day of the list." }

[fields.award_count]
title = { id = "Kemenangan selama berlaku", en = "Awards while in force" }
unit = "count"
+++
*/
-- Lifted and suspended ones bind nobody; when they were lifted is not in the list.
WITH awarded AS (
  SELECT s.sanction_id, count(DISTINCT a.ocid) AS award_count
  FROM sanctions s
  JOIN supplier_awards a ON a.supplier_id = s.supplier_id
  WHERE s.supplier_id NOT LIKE 'nama-%' AND coalesce(s.status, 'active') = 'active'
    AND coalesce(a.awarded, a.signed) >= s.starts AND coalesce(a.awarded, a.signed) <= coalesce(s.ends, DATE '9999-12-31')
  GROUP BY s.sanction_id
)
SELECT
  s.sanction_id,
  s.supplier_id,
  s.supplier_name,
  s.supplier_id NOT LIKE 'nama-%' AS is_numbered,
  s.authority_name,
  s.decree,
  s.reason,
  s.starts,
  s.ends,
  coalesce(s.status, 'active') AS status,
  coalesce(coalesce(s.status, 'active') = 'active' AND s.starts <= s.as_of AND coalesce(s.ends, DATE '9999-12-31') >= s.as_of, false) AS in_force,
  coalesce(a.award_count, 0) AS award_count,
  s.source_id,
  s.as_of
FROM sanctions s
LEFT JOIN awarded a ON a.sanction_id = s.sanction_id
ORDER BY s.sanction_id
