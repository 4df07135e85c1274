/*
+++
title = { id = "Permohonan izin tiap bulan", en = "Permit applications each month" }
description = { id = "Yang masuk, dan dari itu yang selesai dalam standar.", en = "Those that came in, and of them those decided within the standard." }
key = ["month"]

[figure]
kind = "column"
x = "month"
y = ["received_count", "on_time_count"]
label = "label"
unit = "count"

[fields.label]
title = { id = "Bulan", en = "Month" }

[fields.received_count]
title = { id = "Masuk", en = "Received" }
unit = "count"

[fields.on_time_count]
title = { id = "Selesai dalam standar", en = "Decided within the standard" }
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
  count(*) FILTER (WHERE f.on_time) AS on_time_count
FROM permit_facts f
JOIN latest l ON l.month = f.month
GROUP BY f.month
ORDER BY f.month
