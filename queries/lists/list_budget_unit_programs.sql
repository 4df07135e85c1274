/*
+++
title = { id = "Program tiap unit", en = "Programmes of each unit" }
description = { id = "Belanja tiap unit menurut program pada tahun terakhirnya.", en = "Spending of each unit by programme, in its latest year." }
key = ["unit_id", "row_no"]
[list]
+++
*/
WITH latest AS (
  SELECT unit_id, max("year") AS year_no
  FROM budget_by_unit
  GROUP BY unit_id
),
-- Summed before they are joined: a unit has thousands of lines and some ten programmes.
lines AS (
  SELECT
    unit_id, "year", stage, currency, source_id, program_code, line_grain,
    max(program) AS program, sum(amount) AS amount, count(*) AS line_count
  FROM (
    SELECT
      *,
      CASE
        WHEN account_code IS NOT NULL AND NOT coalesce(is_total, false) THEN 'account'
        WHEN account_code IS NOT NULL THEN 'total'
        WHEN sub_activity_code IS NOT NULL THEN 'sub_activity'
        WHEN activity_code IS NOT NULL THEN 'activity'
        ELSE 'program'
      END AS line_grain
    FROM budget_lines
    WHERE (account_code IS NULL AND coalesce(sub_activity_code, activity_code, program_code) IS NOT NULL) OR account_code LIKE '5%'
  ) b
  GROUP BY unit_id, "year", stage, currency, source_id, program_code, line_grain
),
-- The same lines as the unit's total: its finest grain, from the source with most lines.
kept AS (
  SELECT
    u.unit_id, u."year" AS year_no, u.stage, u.currency, b.source_id, b.program_code, b.program, b.amount, b.line_count
  FROM lines b
  LEFT JOIN unit_codes n ON n.local_id = b.unit_id
  JOIN budget_by_unit u ON u.unit_id = coalesce(n.unit_id, b.unit_id) AND u."year" = b."year" AND u.stage = b.stage AND u.currency IS NOT DISTINCT FROM b.currency
  JOIN latest l ON l.unit_id = u.unit_id AND l.year_no = u."year"
  WHERE b.line_grain = CASE u.grain WHEN 'summary' THEN 'account' ELSE u.grain END
),
sources_used AS (
  SELECT unit_id, stage, source_id
  FROM kept
  GROUP BY unit_id, stage, source_id
  QUALIFY row_number() OVER (PARTITION BY unit_id, stage ORDER BY sum(line_count) DESC, source_id) = 1
),
sums AS (
  SELECT
    l.unit_id, l.year_no, l.program_code, max(l.program) AS program, max(l.currency) AS currency,
    sum(CASE WHEN l.stage = 'initial' THEN l.amount END) AS initial_amount,
    sum(CASE WHEN l.stage = 'revised' THEN l.amount END) AS revised_amount,
    sum(CASE WHEN l.stage = 'executed' THEN l.amount END) AS executed_amount
  FROM kept l
  JOIN sources_used s ON s.unit_id = l.unit_id AND s.stage = l.stage AND s.source_id = l.source_id
  GROUP BY l.unit_id, l.year_no, l.program_code
)
SELECT
  s.unit_id,
  row_number() OVER (PARTITION BY s.unit_id ORDER BY coalesce(s.revised_amount, s.initial_amount, s.executed_amount) DESC NULLS LAST, s.program_code) AS row_no,
  s.year_no, s.program_code, coalesce(s.program, s.program_code) AS program, s.currency, s.initial_amount, s.revised_amount, s.executed_amount,
  cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share
FROM sums s
ORDER BY s.unit_id, row_no
