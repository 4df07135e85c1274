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
description = { id = "Hari sejak diterima sampai tanggal data, dari yang masih diproses; kosong bila sumber tidak menyebut tanggal datanya.", en = "Days from receipt to the date of the data, of what is pending; empty where the source does not date its data." }
unit = "days"

[fields.on_time]
title = { id = "Dalam standar", en = "Within the standard" }

[fields.month]
title = { id = "Bulan masuk", en = "Month received" }
+++
*/
WITH timed AS (
  SELECT
    permit_id, kind_id, kind_name, office_name, district, received, decided, outcome, standard_days,
    CASE WHEN outcome = 'pending' AND as_of >= received THEN cast(as_of - received AS bigint) END AS waiting_days,
    CASE WHEN outcome IN ('granted', 'refused') AND decided >= received THEN cast(decided - received AS bigint) END AS day_count
  FROM permits
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
