/*
+++
title = { id = "Permohonan izin tiap bulan", en = "Permit applications each month" }
description = { id = "Yang masuk tiap bulan: selesai dalam standar, terlambat, dan yang belum atau tidak bisa dinilai. Yang masih diproses melewati standar sudah terlambat.", en = "Those that came in each month: decided within the standard, late, and those that cannot be judged or not yet. What is pending beyond the standard is late already." }
key = ["month"]

[figure]
kind = "stacked"
x = "month"
y = ["on_time_count", "late_count", "unjudged_count"]
label = "label"
finding = { id = "{finding_share} permohonan yang bisa dinilai diputuskan dalam standar", en = "{finding_share} of the applications that can be judged were decided within the standard" }
unit = "count"

[fields.label]
title = { id = "Bulan", en = "Month" }

[fields.received_count]
title = { id = "Masuk", en = "Received" }
unit = "count"

[fields.on_time_count]
title = { id = "Selesai dalam standar", en = "Decided within the standard" }
unit = "count"

[fields.late_count]
title = { id = "Terlambat", en = "Late" }
unit = "count"

[fields.unjudged_count]
title = { id = "Belum atau tidak bisa dinilai", en = "Not judged, or not yet" }
unit = "count"
+++
*/
WITH latest AS (
  SELECT month FROM permit_facts WHERE month IS NOT NULL GROUP BY month ORDER BY month DESC LIMIT 12
)
SELECT
  f.month,
  concat(substr(cast(f.month AS varchar), 5, 2), '/', substr(cast(f.month AS varchar), 3, 2)) AS label,
  count(*) AS received_count,
  count(*) FILTER (WHERE f.on_time) AS on_time_count,
  count(*) FILTER (WHERE NOT f.on_time) AS late_count,
  count(*) FILTER (WHERE f.on_time IS NULL) AS unjudged_count,
  -- Of those for which it can be said.
  cast(sum(count(*) FILTER (WHERE f.on_time)) OVER () AS double) / nullif(cast(sum(count(f.on_time)) OVER () AS double), 0e0) AS finding_share
FROM permit_facts f
JOIN latest l ON l.month = f.month
GROUP BY f.month
ORDER BY f.month
