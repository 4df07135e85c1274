/*
+++
title = { id = "Berapa persen kontrak di bawah harga perkiraan", en = "How far contracts lie below the estimate" }
description = { id = "Proses menurut berapa persen nilai kontrak di bawah perkiraan sendiri: bagian dari yang bersaing, dan bagian dari yang lain, juga yang metodenya tidak disebut. Jumlahnya di tabel.", en = "Processes by how many per cent the contract lies below the owner's estimate: shares of the competitive ones, and shares of the others, also those whose method is not stated. Their numbers are in the table." }
key = ["row_no"]

[figure]
kind = "column"
x = "bucket"
y = ["competitive_share", "direct_share"]
label = "label"
unit = "ratio"
finding = { id = "{finding_share} kontrak bersaing sedikitnya 5% di bawah perkiraan", en = "{finding_share} of competitive contracts lie at least 5% below the estimate" }

[fields.competitive]
title = { id = "Bersaing, jumlah", en = "Competitive, number" }
unit = "count"

[fields.direct]
title = { id = "Langsung, lainnya, atau tidak disebut, jumlah", en = "Direct, other or not stated, number" }
unit = "count"

[fields.competitive_share]
title = { id = "Bersaing", en = "Competitive" }
description = { id = "Bagian dari semua yang bersaing.", en = "Share of all that are competitive." }
unit = "ratio"

[fields.direct_share]
title = { id = "Langsung, lainnya, atau tidak disebut", en = "Direct, other or not stated" }
description = { id = "Bagian dari semua yang lain.", en = "Share of all others." }
unit = "ratio"
+++
*/
WITH banded AS (
  SELECT
    CASE
      WHEN saving_share < 0 THEN 1
      WHEN saving_share < 0.01 THEN 2
      WHEN saving_share < 0.05 THEN 3
      WHEN saving_share < 0.1 THEN 4
      WHEN saving_share < 0.2 THEN 5
      ELSE 6
    END AS row_no,
    CASE WHEN method IN ('open', 'selective') THEN 1 ELSE 0 END AS is_competitive
  FROM savings
),
sums AS (
  SELECT row_no, cast(sum(is_competitive) AS bigint) AS competitive, cast(sum(1 - is_competitive) AS bigint) AS direct
  FROM banded
  GROUP BY row_no
)
SELECT
  cast(row_no AS bigint) AS row_no,
  CASE row_no WHEN 1 THEN '<0' WHEN 2 THEN '0-1' WHEN 3 THEN '1-5' WHEN 4 THEN '5-10' WHEN 5 THEN '10-20' ELSE '20+' END AS bucket,
  CASE row_no WHEN 1 THEN 'di atas' WHEN 2 THEN '<1%' WHEN 3 THEN '1–5%' WHEN 4 THEN '5–10%' WHEN 5 THEN '10–20%' ELSE '≥20%' END AS label_id,
  CASE row_no WHEN 1 THEN 'above' WHEN 2 THEN '<1%' WHEN 3 THEN '1–5%' WHEN 4 THEN '5–10%' WHEN 5 THEN '10–20%' ELSE '≥20%' END AS label_en,
  competitive,
  direct,
  cast(competitive AS double) / nullif(cast(sum(competitive) OVER () AS double), 0e0) AS competitive_share,
  cast(direct AS double) / nullif(cast(sum(direct) OVER () AS double), 0e0) AS direct_share,
  cast(sum(CASE WHEN row_no >= 4 THEN competitive ELSE 0 END) OVER () AS double) / nullif(cast(sum(competitive) OVER () AS double), 0e0) AS finding_share
FROM sums
ORDER BY row_no
