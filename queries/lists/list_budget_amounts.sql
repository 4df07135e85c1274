/*
+++
title = { id = "Anggaran tiap kelompok, rekening, unit, fungsi, dan sumber dana", en = "Budget of each kind, account, unit, function and fund" }
description = { id = "Belanja satu kolom tiap tahap, bagian yang terbelanjakan, dan urutan menurut besarnya: kelompok belanja, rekening rinci, unit, fungsi, dan sumber dana.", en = "Spending in one column a stage, the share that was spent, and the order by size: kinds of spending, detailed accounts, units, functions and funds." }
key = ["subject", "year_no", "row_no"]
[list]
+++
*/
WITH -- Years whose source gives operating spending as one sum: there are no kinds below it.
whole_operating AS (
  SELECT "year", stage, currency
  FROM budget_by_account
  WHERE account_code LIKE '5.1%' AND account_level <= 3
  GROUP BY "year", stage, currency
  HAVING max(account_level) = 2
),
spent AS (
  SELECT "year", stage, currency, max(CASE WHEN account_code = '5' THEN amount END) AS amount, sum(CASE WHEN account_level = 2 THEN amount END) AS told
  FROM budget_by_account
  WHERE account_code = '5' OR (account_code LIKE '5.%' AND account_level = 2)
  GROUP BY "year", stage, currency
),
-- Functions and funds only of years in which some line tells one; what tells none is a row of its own.
told_lines AS (
  SELECT
    b."year", b.stage, b.currency, b.function, b.fund, b.amount,
    bool_or(b.function IS NOT NULL) OVER (PARTITION BY b."year") AS has_function,
    bool_or(b.fund IS NOT NULL) OVER (PARTITION BY b."year") AS has_fund
  FROM budget_unit_lines b
),
parts AS (
  SELECT 'fungsi' AS subject, "year", coalesce(function, '-') AS part, stage, currency, sum(amount) AS amount
  FROM told_lines
  WHERE has_function
  GROUP BY "year", coalesce(function, '-'), stage, currency
  UNION ALL
  SELECT 'dana', "year", coalesce(fund, '-'), stage, currency, sum(amount)
  FROM told_lines
  WHERE has_fund
  GROUP BY "year", coalesce(fund, '-'), stage, currency
),
main_amounts AS (
  SELECT
    CASE WHEN b.account_level >= 4 THEN 'rekening' ELSE 'kelompok' END AS subject,
    b."year" AS year_no, b.account_code AS subject_id, b.account AS name_id, b.account_en AS name_en, b.stage, b.currency, b.amount
  FROM budget_by_account b
  JOIN list_main_currency m ON m.subject = 'rekening' AND m.currency = b.currency
  WHERE b.account_code IN ('5.2', '5.3', '5.4') OR (b.account_code LIKE '5.1.%' AND b.account_level = 3) OR (b.account_code LIKE '5.%' AND b.account_level >= 4)
  UNION ALL
  SELECT 'kelompok', b."year", b.account_code, b.account, b.account_en, b.stage, b.currency, b.amount
  FROM budget_by_account b
  JOIN list_main_currency m ON m.subject = 'rekening' AND m.currency = b.currency
  JOIN whole_operating w ON w."year" = b."year" AND w.stage = b.stage AND w.currency = b.currency
  WHERE b.account_code = '5.1'
  UNION ALL
  SELECT 'kelompok', s."year", '5.x', 'Tidak dirinci menurut jenis', 'Not broken down by kind', s.stage, s.currency, s.amount - s.told
  FROM spent s
  JOIN list_main_currency m ON m.subject = 'rekening' AND m.currency = s.currency
  WHERE s.amount - s.told > 0
  UNION ALL
  SELECT 'unit', b."year", b.unit_id, b.unit_name, NULL, b.stage, b.currency, b.amount
  FROM budget_by_unit b
  JOIN list_main_currency m ON m.subject = 'unit' AND m.currency = b.currency
  UNION ALL
  SELECT
    p.subject, p."year", p.part, CASE WHEN p.part = '-' THEN 'Tidak disebut' ELSE p.part END, CASE WHEN p.part = '-' THEN 'Not stated' ELSE p.part END,
    p.stage, p.currency, p.amount
  FROM parts p
  JOIN list_main_currency m ON m.subject = 'unit' AND m.currency = p.currency
),
sums AS (
  SELECT
    subject, year_no, subject_id, max(name_id) AS name_id, max(name_en) AS name_en, currency,
    max(CASE WHEN stage = 'initial' THEN amount END) AS initial_amount,
    max(CASE WHEN stage = 'revised' THEN amount END) AS revised_amount,
    max(CASE WHEN stage = 'executed' THEN amount END) AS executed_amount
  FROM main_amounts
  WHERE year_no IS NOT NULL
  GROUP BY subject, year_no, subject_id, currency
),
-- Lines of a unit's budget that the source gives no execution for: what they have not told is not unspent. Levels of detail
-- that differ cannot be counted together.
partly AS (
  SELECT
    unit_id, "year", currency,
    max(CASE WHEN stage <> 'executed' THEN line_count END) - max(CASE WHEN stage = 'executed' THEN line_count END) AS untold_count
  FROM budget_by_unit
  GROUP BY unit_id, "year", currency
  HAVING min(grain) = max(grain)
),
sized AS (
  SELECT
    s.*,
    coalesce(s.revised_amount, s.initial_amount, s.executed_amount) AS size_amount,
    cast(s.executed_amount AS double) / nullif(cast(coalesce(s.revised_amount, s.initial_amount) AS double), 0) AS spent_share,
    -- Where there are some, the share is the least that it can be.
    coalesce(p.untold_count, 0) AS untold_count
  FROM sums s
  LEFT JOIN partly p ON s.subject = 'unit' AND p.unit_id = s.subject_id AND p."year" = s.year_no AND p.currency = s.currency
)
SELECT
  z.*,
  row_number() OVER (PARTITION BY z.subject, z.year_no ORDER BY z.size_amount DESC NULLS LAST, z.subject_id) AS row_no,
  cast(round(100.0 * cast(z.size_amount AS double) / nullif(cast(max(z.size_amount) OVER (PARTITION BY z.subject, z.year_no) AS double), 0)) AS bigint) AS bar_width
FROM sized z
ORDER BY z.subject, z.year_no, row_no
