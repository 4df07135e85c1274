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

[fields.is_known]
title = { id = "Bisa dipastikan", en = "Is known" }
description = { id = "Keadaan dan masa berlakunya disebut dan masuk akal.", en = "Its status and period are stated and make sense." }

[fields.in_force]
title = { id = "Sedang berlaku", en = "In force" }
description = { id = "Berlaku pada tanggal daftar; kosong bila tidak bisa dipastikan.", en = "In force on the day of the list; empty where that is not known." }

[fields.award_count]
title = { id = "Kemenangan selama berlaku", en = "Awards while in force" }
unit = "count"

[fields.undated_count]
title = { id = "Kemenangan tanpa tanggal", en = "Awards without a date" }
description = { id = "Kemenangan perusahaan itu yang tanggalnya tidak disebut, sehingga tidak bisa dinilai.", en = "Awards of the firm whose date is not stated, so that they cannot be assessed." }
unit = "count"
+++
*/
-- A list that never tells a status, or an end, means all by it; in one that does, a row without is not known.
WITH told AS (
  SELECT
    *,
    coalesce(status, CASE WHEN bool_or(status IS NOT NULL) OVER (PARTITION BY source_id) THEN 'unknown' ELSE 'active' END) AS told_status,
    coalesce(ends, CASE WHEN NOT bool_or(ends IS NOT NULL) OVER (PARTITION BY source_id) THEN DATE '9999-12-31' END) AS told_end
  FROM sanctions
),
known AS (
  SELECT *, told_status <> 'unknown' AND coalesce(starts <= told_end, false) AS is_known
  FROM told
),
-- Lifted and suspended ones bind nobody; when they were lifted is not in the list.
awarded AS (
  SELECT s.sanction_id, count(DISTINCT a.ocid) AS award_count
  FROM known s
  JOIN supplier_awards a ON a.supplier_id = s.supplier_id
  WHERE s.supplier_id NOT LIKE 'nama-%' AND s.is_known AND s.told_status = 'active'
    AND coalesce(a.awarded, a.signed) >= s.starts AND coalesce(a.awarded, a.signed) <= s.told_end
  GROUP BY s.sanction_id
),
undated AS (
  SELECT supplier_id, count(DISTINCT ocid) AS award_count
  FROM supplier_awards
  WHERE awarded IS NULL AND signed IS NULL AND supplier_id IS NOT NULL
  GROUP BY supplier_id
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
  s.told_status AS status,
  s.is_known,
  CASE
    WHEN s.told_status IN ('lifted', 'suspended') THEN false
    WHEN s.is_known THEN s.starts <= s.as_of AND s.told_end >= s.as_of
  END AS in_force,
  coalesce(a.award_count, 0) AS award_count,
  CASE WHEN s.supplier_id NOT LIKE 'nama-%' AND s.told_status = 'active' THEN coalesce(u.award_count, 0) ELSE 0 END AS undated_count,
  s.source_id,
  s.as_of
FROM known s
LEFT JOIN awarded a ON a.sanction_id = s.sanction_id
LEFT JOIN undated u ON u.supplier_id = s.supplier_id
ORDER BY s.sanction_id
