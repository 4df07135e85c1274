/*
+++
title = { id = "Lama tiap permohonan izin", en = "Time taken by each permit application" }
description = { id = "Hari dari masuk sampai selesai, dan apakah dalam standar; yang masih diproses melewati standar sudah terlambat. Yang selesai sebelum masuk tidak punya lama.", en = "Days from receipt to decision, and whether within the standard; what is pending beyond the standard is late already. What was decided before it came in has no duration." }
key = ["permit_id"]

[download]
formats = ["csv", "jsonl"]

[fields.day_count]
title = { id = "Lama", en = "Duration" }
unit = "days"

[fields.waiting_days]
title = { id = "Sudah menunggu", en = "Waiting so far" }
description = { id = "Hari sejak diterima sampai tanggal data, dari yang masih diproses. Bila sumber tidak menyebut tanggal datanya: sampai keputusan kelima terbaru di dalamnya, jadi sedikitnya sekian.", en = "Days from receipt to the date of the data, of what is pending. Where the source does not date its data: to the fifth newest decision in it, and so at least as many." }
unit = "days"

[fields.on_time]
title = { id = "Dalam standar", en = "Within the standard" }

[fields.month]
title = { id = "Bulan masuk", en = "Month received" }
+++
*/
WITH -- A register that does not date its data is at least as new as its decisions are. The fifth newest: a few may be mistyped.
registers AS (
  SELECT source_id, decided AS known_day
  FROM permits
  WHERE as_of IS NULL AND outcome IN ('granted', 'refused') AND decided >= received
  QUALIFY row_number() OVER (PARTITION BY source_id ORDER BY decided DESC, permit_id) = 5
),
timed AS (
  SELECT
    p.permit_id, p.kind_id, p.kind_name, p.office_name, p.district, p.received, p.decided, p.outcome, p.standard_days,
    CASE WHEN p.outcome = 'pending' AND coalesce(p.as_of, r.known_day) >= p.received THEN cast(coalesce(p.as_of, r.known_day) - p.received AS bigint) END AS waiting_days,
    CASE WHEN p.outcome IN ('granted', 'refused') AND p.decided >= p.received THEN cast(p.decided - p.received AS bigint) END AS day_count
  FROM permits p
  LEFT JOIN registers r ON r.source_id = p.source_id
)
SELECT
  permit_id, kind_id, kind_name, office_name, district, received, decided, outcome, standard_days, day_count, waiting_days,
  CASE
    WHEN standard_days IS NULL THEN NULL
    WHEN day_count IS NOT NULL THEN day_count <= standard_days
    WHEN waiting_days > standard_days THEN false
  END AS on_time,
  CASE WHEN received IS NOT NULL THEN cast(date_part('year', received) * 100 + date_part('month', received) AS bigint) END AS month
FROM timed
ORDER BY permit_id
