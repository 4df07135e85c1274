-- Each unit's plans of each year: those of earlier years than the newest follow, and none is left out.
-- given planned_packages
SELECT plan_id, unit_id, "year", cast(ceiling AS decimal(20, 2)) AS ceiling, 'IDR' AS currency
FROM (
  VALUES ('a', 'u', 2025, 10), ('b', 'u', 2024, 900), ('c', 'v', 2024, 500), ('d', NULL, 2025, 7), ('e', 'w', NULL, 3)
) AS t (plan_id, unit_id, "year", ceiling)
-- given buyer_summary
SELECT 'u' AS buyer_id
-- query list_plan_units
-- expect row_no, unit_key, year_no, is_latest, plan_count, ceiling_total
SELECT row_no, unit_key, year_no, is_latest, plan_count, cast(total AS decimal(20, 2)) AS ceiling_total
FROM (
  VALUES (1, 'u', 2025, true, 1, 10), (2, 'tanpa-unit', 2025, true, 1, 7), (3, 'u', 2024, false, 1, 900), (4, 'v', 2024, false, 1, 500),
    (5, 'w', NULL, false, 1, 3)
) AS t (row_no, unit_key, year_no, is_latest, plan_count, total)
