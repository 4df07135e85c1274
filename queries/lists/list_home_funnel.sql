/*
+++
title = { id = "Perjalanan uang", en = "The path of the money" }
description = { id = "Jumlah dan nilai pada tiap tahap, dan berapa yang belum tersambung ke tahap sebelumnya.", en = "Count and value at each stage, and how many do not join the one before." }
key = ["row_no"]
[list]
+++
*/
WITH -- Routes of which any payment is known: of contracts by the others nothing is known to be paid, or not.
paying AS (
  SELECT coalesce(p.kind, '') AS kind
  FROM payment_links l
  JOIN processes p ON p.ocid = l.ocid
  WHERE l.is_made AND l.contract_id IS NOT NULL
  GROUP BY coalesce(p.kind, '')
),
untold AS (
  SELECT c.currency, count(*) AS untold_count, sum(c.value) AS untold_amount
  FROM contract_summary c
  JOIN processes p ON p.ocid = c.ocid
  LEFT JOIN paying k ON k.kind = coalesce(p.kind, '')
  WHERE c.is_counted AND k.kind IS NULL
  GROUP BY c.currency
),
counted AS (
  -- What is in another currency, or in none that is known, is counted beside.
  SELECT f.*, sum(f.row_count) OVER (PARTITION BY f.stage) - f.row_count AS other_count FROM chain_funnel f
),
shown AS (
  SELECT f.position AS step_no, f.currency, f.stage, f.row_count, cast(f.amount AS double) AS size, f.amount, f.unvalued_count, f.joined_count, f.unjoined_count, f.other_count
  FROM counted f
  JOIN list_main_currency m ON m.subject = 'rantai' AND m.currency = f.currency
  WHERE f.row_count > 0
)
SELECT
  row_number() OVER (ORDER BY s.step_no, s.stage) AS row_no,
  s.stage,
  s.currency,
  s.row_count,
  s.other_count,
  s.amount,
  s.unvalued_count,
  CASE WHEN s.stage = 'payment' THEN u.untold_count END AS untold_count,
  CASE WHEN s.stage = 'payment' THEN u.untold_amount END AS untold_amount,
  -- The first stage there is has none before it to join.
  CASE WHEN lag(s.stage) OVER (ORDER BY s.step_no, s.stage) IS NOT NULL THEN s.joined_count END AS joined_count,
  s.unjoined_count,
  cast(round(100.0 * s.size / nullif(max(s.size) OVER (), 0)) AS bigint) AS bar_width,
  cast(s.joined_count AS double) / nullif(s.row_count, 0) AS joined_share
FROM shown s
LEFT JOIN untold u ON u.currency = s.currency
ORDER BY row_no
