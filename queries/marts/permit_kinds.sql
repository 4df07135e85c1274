/*
+++
title = { id = "Izin menurut jenis", en = "Permits by kind" }
description = { id = "Berapa yang masuk, terbit, dan ditolak; separuhnya selesai dalam berapa hari; berapa bagian yang selesai dalam standar.", en = "How many came in, were granted and refused; in how many days half were decided; what share was decided within the standard." }
key = ["kind_id"]

[download]
formats = ["csv", "jsonl"]

[fields.received_count]
title = { id = "Masuk", en = "Received" }
unit = "count"

[fields.granted_count]
title = { id = "Terbit", en = "Granted" }
unit = "count"

[fields.refused_count]
title = { id = "Ditolak", en = "Refused" }
unit = "count"

[fields.pending_count]
title = { id = "Dalam proses", en = "Pending" }
unit = "count"

[fields.undated_count]
title = { id = "Dalam proses, tidak dinilai", en = "Pending and not judged" }
description = { id = "Yang masih diproses dan lama menunggunya tidak diketahui.", en = "Pending, and for how long is not known." }
unit = "count"

[fields.withdrawn_count]
title = { id = "Dicabut pemohon", en = "Withdrawn" }
unit = "count"

[fields.judged_count]
title = { id = "Bisa dinilai terhadap standar", en = "That can be judged against the standard" }
unit = "count"

[fields.on_time_count]
title = { id = "Selesai dalam standar", en = "Decided within the standard" }
unit = "count"

[fields.timed_count]
title = { id = "Diketahui lamanya", en = "With a known duration" }
unit = "count"

[fields.median_days]
title = { id = "Separuhnya selesai dalam", en = "Half were decided within" }
unit = "days"

[fields.on_time_share]
title = { id = "Dalam standar", en = "Within the standard" }
unit = "ratio"
+++
*/
WITH names AS (
  SELECT kind_id, kind_name
  FROM permit_facts
  WHERE kind_name IS NOT NULL
  GROUP BY kind_id, kind_name
  QUALIFY row_number() OVER (PARTITION BY kind_id ORDER BY count(*) DESC, kind_name) = 1
),
sums AS (
  SELECT
    kind_id,
    count(*) AS received_count,
    count(*) FILTER (WHERE outcome = 'granted') AS granted_count,
    count(*) FILTER (WHERE outcome = 'refused') AS refused_count,
    count(*) FILTER (WHERE outcome = 'withdrawn') AS withdrawn_count,
    count(*) FILTER (WHERE outcome = 'pending') AS pending_count,
    count(*) FILTER (WHERE outcome = 'pending' AND waiting_days IS NULL) AS undated_count,
    count(day_count) AS timed_count,
    median(cast(day_count AS double)) AS median_days,
    max(standard_days) AS standard_days,
    count(on_time) AS judged_count,
    count(*) FILTER (WHERE on_time) AS on_time_count
  FROM permit_facts
  GROUP BY kind_id
)
SELECT
  s.kind_id, coalesce(n.kind_name, s.kind_id) AS kind_name, s.received_count, s.granted_count, s.refused_count, s.withdrawn_count, s.pending_count,
  s.undated_count, s.timed_count, s.median_days, s.standard_days, s.judged_count, s.on_time_count,
  cast(s.on_time_count AS double) / nullif(cast(s.judged_count AS double), 0e0) AS on_time_share
FROM sums s
LEFT JOIN names n ON n.kind_id = s.kind_id
ORDER BY s.kind_id
