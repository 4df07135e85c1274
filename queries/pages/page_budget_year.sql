/*
+++
title = { id = "Anggaran tiap tahun", en = "Budget of each year" }
description = { id = "Anggaran dan realisasi menurut tahap, kelompok belanja, unit, dan rekening.", en = "Budget and outcome by stage, kind of spending, unit and account." }
key = ["year_no"]
[page]
path = "anggaran/{year_no}"
template = "budget.html"
figure = "shared_figure"
title = { id = "Anggaran {year_no}", en = "Budget {year_no}" }
description = { id = "Berapa yang dianggarkan dan dibelanjakan, untuk apa, dan oleh siapa.", en = "How much was budgeted and spent, on what, and by whom." }
[page.lists]
years = { relation = "list_budget_years", key = [] }
stages = { relation = "list_budget_stages", key = ["year_no"] }
groups = { relation = "list_budget_groups", key = ["year_no"] }
units = { relation = "list_budget_units", key = ["year_no"] }
functions = { relation = "list_budget_functions", key = ["year_no"] }
funds = { relation = "list_budget_funds", key = ["year_no"] }
accounts = { relation = "list_budget_accounts", key = ["year_no"] }
+++
*/
WITH alone AS (
  SELECT min(region_code) AS region_code
  FROM regions
  WHERE level = 'regency'
  HAVING count(*) = 1
),
residents AS (
  SELECT p."year" AS population_year, p.population
  FROM populations p
  JOIN alone a ON a.region_code = p.region_code
  WHERE p.population > 0
),
-- Lines of a unit's latest budget that the source gives no execution for, where it gives some for others of the same detail.
untold AS (
  SELECT year_no, sum(planned - executed) AS untold_count
  FROM (
    SELECT unit_id, year_no, sum(planned_count) AS planned, sum(executed_count) AS executed
    FROM list_budget_latest
    GROUP BY unit_id, year_no
    HAVING min(grain) = max(grain) AND sum(executed_count) > 0
  ) AS units
  WHERE planned > executed
  GROUP BY year_no
),
-- The count of the same year, else the latest.
counted AS (
  SELECT y.year_no, r.population_year, r.population
  FROM list_budget_years y
  CROSS JOIN residents r
  QUALIFY row_number() OVER (PARTITION BY y.year_no ORDER BY CASE WHEN r.population_year = y.year_no THEN 0 ELSE 1 END, r.population_year DESC NULLS LAST) = 1
)
SELECT
  y.year_no, y.spending, y.currency, y.stage, y.row_no = 1 AS is_latest, CASE WHEN y.row_no = 1 THEN 'fig_budget_by_account' END AS shared_figure, y.has_initial, y.has_revised, y.has_executed, u.amount AS units_amount,
  c.population, c.population_year,
  cast(round(cast(y.spending AS double) / cast(c.population AS double), 2) AS decimal(20, 2)) AS spending_per_resident,
  cast(coalesce(t.untold_count, 0) AS bigint) AS untold_count
FROM list_budget_years y
LEFT JOIN counted c ON c.year_no = y.year_no
LEFT JOIN untold t ON t.year_no = y.year_no
LEFT JOIN (SELECT "year", stage, currency, sum(amount) AS amount FROM budget_by_unit GROUP BY "year", stage, currency) u
  ON u."year" = y.year_no AND u.stage = y.stage AND u.currency = y.currency
ORDER BY y.year_no
