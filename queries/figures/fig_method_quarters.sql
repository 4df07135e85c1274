/*
+++
title = { id = "Cara memilih penyedia, awal dan akhir tahun", en = "How suppliers are chosen, early and late in the year" }
description = { id = "Bagian tiap cara dari nilai proses menurut triwulan tanda tangan kontrak, tahun dengan kontrak terbanyak: triwulan pertama di kiri, yang terakhir di kanan, yang lain di tabel. Triwulan dengan kurang dari sepersepuluh proses triwulan tersibuk tidak ikut. Swakelola tidak memilih penyedia dan tidak ikut.", en = "Share of each method in the value of processes by quarter of signing, in the year of most contracts: the first quarter at the left, the last at the right, others in the table. A quarter with less than a tenth of the busiest one's processes is left out. Self-managed work chooses no supplier and is left out." }
key = ["currency", "quarter_no", "row_no"]

[figure]
kind = "slope"
x = "quarter_no"
y = ["share"]
series = "method"
label = "label"
finding = { id = "{method}: {share} di awal tahun, {finding_share} di akhir", en = "{method}: {share} early in the year, {finding_share} late" }
unit = "ratio"
currency = "currency"

[fields.year_no]
title = { id = "Tahun", en = "Year" }

[fields.quarter_no]
title = { id = "Triwulan", en = "Quarter" }

[fields.method]
title = { id = "Cara", en = "Method" }

[fields.share]
title = { id = "Bagian dari nilai triwulan itu", en = "Share of the quarter's value" }
unit = "ratio"
+++
*/
WITH dated AS (
  SELECT
    currency,
    coalesce(method, 'unknown') AS method,
    cast(date_part('year', signed) AS bigint) AS year_no,
    cast(date_part('quarter', signed) AS bigint) AS quarter_no,
    value
  FROM process_summary
  WHERE is_counted AND signed IS NOT NULL AND currency IS NOT NULL AND (method IS NOT NULL OR coalesce(kind, '') <> 'self_managed')
),
-- A handful of stray dates does not make a year.
sizes AS (
  SELECT currency, year_no, count(*) AS process_count FROM dated GROUP BY currency, year_no
),
years AS (
  SELECT currency, year_no
  FROM sizes
  QUALIFY row_number() OVER (PARTITION BY currency ORDER BY process_count DESC, year_no DESC NULLS LAST) = 1
),
sums AS (
  SELECT d.currency, d.year_no, d.quarter_no, d.method, sum(d.value) AS value, count(*) AS process_count
  FROM dated d
  JOIN years y ON y.currency = d.currency AND y.year_no = d.year_no
  GROUP BY d.currency, d.year_no, d.quarter_no, d.method
),
-- A quarter that has hardly begun, or of a few stray dates, is no quarter.
quarters AS (
  SELECT currency, year_no, quarter_no, sum(value) AS total
  FROM sums
  GROUP BY currency, year_no, quarter_no
  QUALIFY 10 * sum(process_count) >= max(sum(process_count)) OVER (PARTITION BY currency)
),
methods AS (
  SELECT currency, method, sum(value) AS value FROM sums GROUP BY currency, method
),
placed AS (
  SELECT currency, method, row_number() OVER (PARTITION BY currency ORDER BY value DESC NULLS LAST, method) AS row_no FROM methods
)
SELECT
  q.currency,
  q.year_no,
  q.quarter_no,
  concat('Triwulan ', cast(q.quarter_no AS varchar), ' ', cast(q.year_no AS varchar)) AS label_id,
  concat('Q', cast(q.quarter_no AS varchar), ' ', cast(q.year_no AS varchar)) AS label_en,
  p.row_no,
  p.method,
  -- A method that a quarter has not used has no share of it; one without any known value has none that is known.
  CASE WHEN s.process_count IS NULL THEN 0e0 ELSE cast(s.value AS double) END / nullif(cast(q.total AS double), 0e0) AS share,
  coalesce(s.process_count, 0) AS process_count,
  -- The same method's share at the end, of a year that has more than one quarter.
  CASE
    WHEN p.method <> 'unknown' AND min(q.quarter_no) OVER (PARTITION BY q.currency) < max(q.quarter_no) OVER (PARTITION BY q.currency)
      THEN first_value(CASE WHEN s.process_count IS NULL THEN 0e0 ELSE cast(s.value AS double) END / nullif(cast(q.total AS double), 0e0))
        OVER (PARTITION BY q.currency, p.method ORDER BY q.quarter_no DESC NULLS LAST)
  END AS finding_share
FROM quarters q
JOIN placed p ON p.currency = q.currency
LEFT JOIN sums s ON s.currency = q.currency AND s.quarter_no = q.quarter_no AND s.method = p.method
ORDER BY q.currency, q.quarter_no, p.row_no
