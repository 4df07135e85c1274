/*
+++
title = { id = "Yang baru", en = "What is new" }
description = { id = "Berapa proses yang diumumkan, dimenangkan, ditandatangani, diubah, dan dibayar dalam tiga puluh hari sampai tanggal data terbaru, dan nilainya dalam mata uang utama.", en = "How many processes were announced, awarded, signed, amended and paid in the thirty days up to the newest date of the data, and their amounts in the main currency." }
key = ["row_no"]
[list]
+++
*/
WITH recent AS (
  SELECT e.ocid, e.event, e.amount, e.currency
  FROM list_events e
  -- A source without a date of its own counts as far as the newest one that has it.
  WHERE e.happened <= (SELECT max(as_of) FROM processes)
    AND e.happened > (SELECT cast(max(as_of) - INTERVAL '30' DAY AS date) FROM processes)
),
sums AS (
  SELECT
    r.event,
    count(DISTINCT r.ocid) AS process_count,
    -- What was cancelled since is news, but no money.
    sum(CASE WHEN p.is_counted AND r.event IN ('awarded', 'signed', 'paid') AND r.currency = m.currency THEN r.amount END) AS amount,
    max(m.currency) AS currency
  FROM recent r
  JOIN process_summary p ON p.ocid = r.ocid
  LEFT JOIN list_main_currency m ON m.subject = 'paket'
  GROUP BY r.event
),
days AS (
  SELECT cast(max(as_of) - INTERVAL '29' DAY AS date) AS first_day, max(as_of) AS last_day FROM processes
)
SELECT
  row_number() OVER (ORDER BY CASE s.event WHEN 'announced' THEN 1 WHEN 'awarded' THEN 2 WHEN 'signed' THEN 3 WHEN 'amended' THEN 4 ELSE 5 END) AS row_no,
  s.event, s.process_count, s.amount, s.currency, d.first_day, d.last_day
FROM sums s
CROSS JOIN days d
ORDER BY row_no
