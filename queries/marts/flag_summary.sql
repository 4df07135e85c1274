/*
+++
title = { id = "Ringkasan tanda", en = "Summary of flags" }
description = { id = "Berapa kali tiap tanda menyala, dan dari berapa yang bisa dinilai.", en = "How often each flag fires, and out of how many that could be assessed." }
key = ["code"]

[download]
formats = ["csv", "jsonl"]

[fields.flagged]
title = { id = "Menyala", en = "Flagged" }
unit = "count"

[fields.clear]
title = { id = "Tidak menyala", en = "Clear" }
unit = "count"

[fields.not_applicable]
title = { id = "Tidak berlaku", en = "Not applicable" }
unit = "count"

[fields.not_enough_data]
title = { id = "Data kurang", en = "Not enough data" }
unit = "count"

[fields.assessed]
title = { id = "Dinilai", en = "Assessed" }
unit = "count"
+++
*/
SELECT
  code,
  count(*) FILTER (WHERE state = 'flagged') AS flagged,
  count(*) FILTER (WHERE state = 'clear') AS clear,
  count(*) FILTER (WHERE state = 'not_applicable') AS not_applicable,
  count(*) FILTER (WHERE state = 'not_enough_data') AS not_enough_data,
  count(*) FILTER (WHERE state IN ('flagged', 'clear')) AS assessed
FROM flag_results
GROUP BY code
ORDER BY code
