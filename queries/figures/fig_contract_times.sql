/*
+++
title = { id = "Perjalanan waktu kontrak terbesar", en = "The largest contracts in time" }
description = { id = "Dua belas kontrak terbesar pada tahun dengan kontrak terbanyak, dalam mata uang yang paling sering: tanggal tanda tangan, akhir masa kontrak, dan pembayaran terakhir yang diketahui.", en = "The twelve largest contracts of the year with most contracts, in the currency used most: day of signing, end of the contract's period, and the last payment that is known." }
key = ["row_no"]

[figure]
kind = "timeline"
x = "contract_ref"
label = "title"
y = ["signed", "ends", "last_paid"]
unit = "date"

[fields.row_no]
title = { id = "Urutan nilai", en = "Order of value" }

[fields.contract_ref]
title = { id = "Kontrak", en = "Contract" }

[fields.title]
title = { id = "Kontrak", en = "Contract" }

[fields.signed]
title = { id = "Tanda tangan", en = "Signed" }

[fields.ends]
title = { id = "Akhir masa kontrak", en = "End of the contract's period" }

[fields.last_paid]
title = { id = "Pembayaran terakhir", en = "Last payment" }
+++
*/
WITH -- Start orders (SPMK) tell the days of the work where contracts do not; of a process with one contract they are its own.
orders AS (
  SELECT t.ocid, max(cast(t.ends + cast(coalesce((SELECT utc_offset FROM portal), '0 minutes') AS interval) AS date)) AS ends
  FROM tender_schedule t
  WHERE t.stage_no LIKE 'SPMK %'
  GROUP BY t.ocid
),
alone AS (
  SELECT ocid FROM contracts GROUP BY ocid HAVING count(*) = 1
),
ended AS (
  SELECT c.ocid, c.contract_id, coalesce(c.ends, CASE WHEN a.ocid IS NOT NULL THEN o.ends END) AS ends
  FROM contracts c
  LEFT JOIN alone a ON a.ocid = c.ocid
  LEFT JOIN orders o ON o.ocid = c.ocid
),
dated AS (
  SELECT
    s.ocid, s.contract_id, coalesce(p.title, s.title, s.ocid) AS title, s.signed, c.ends, s.last_paid, s."value", s.currency,
    cast(date_part('year', s.signed) AS bigint) AS year_no
  FROM contract_summary s
  JOIN ended c ON c.ocid = s.ocid AND c.contract_id = s.contract_id
  LEFT JOIN process_summary p ON p.ocid = s.ocid
  -- An end before the signing is a slip, and would turn the bar around.
  WHERE s.is_counted AND s.signed IS NOT NULL AND s."value" IS NOT NULL
    AND (c.ends >= s.signed OR c.ends IS NULL AND s.last_paid >= s.signed)
),
years AS (
  SELECT currency, year_no
  FROM dated
  GROUP BY currency, year_no
  QUALIFY row_number() OVER (ORDER BY count(*) DESC, year_no DESC NULLS LAST, currency) = 1
),
ranked AS (
  SELECT
    row_number() OVER (ORDER BY d."value" DESC NULLS LAST, d.ocid, d.contract_id) AS row_no,
    d.ocid, d.contract_id, d.title, d.signed, d.ends, d.last_paid, d."value", d.currency
  FROM dated d
  JOIN years y ON y.year_no = d.year_no AND y.currency IS NOT DISTINCT FROM d.currency
)
SELECT row_no, concat(ocid, ' ', contract_id) AS contract_ref, ocid, title, signed, ends, last_paid, "value", currency
FROM ranked
WHERE row_no <= 12
ORDER BY row_no
