-- One currency a district, the latest count of residents, the cancelled left out; a district without processes has a row too.
-- given regions
SELECT * FROM (VALUES ('1.01', 'district', 'A', '1'), ('1.02', 'district', 'B', '1'), ('1', 'regency', 'C', NULL)) AS t (region_code, level, name, parent_id)
-- given populations
SELECT * FROM (VALUES ('1.01', 2023, 9), ('1.01', 2024, 40), ('1.02', 2024, 0)) AS t (region_code, "year", population)
-- given region_processes
SELECT * FROM (VALUES ('a', '1.01'), ('b', '1.01'), ('c', '1.01'), ('d', '1.01'), ('e', '1.01')) AS t (ocid, region_code)
-- given process_summary
SELECT ocid, currency, cast(amount AS decimal(20, 2)) AS "value", cast(paid AS decimal(20, 2)) AS paid_total, counted AS is_counted, flags AS flag_count, judged AS flags_assessed
FROM (
  VALUES ('a', 'IDR', 100, 10, true, 1, 3), ('b', 'IDR', 50, NULL, true, 0, 3), ('c', 'IDR', 900, 9, false, 2, 3),
    ('d', 'USD', 7, NULL, true, 0, 0), ('e', 'IDR', NULL, NULL, true, 0, 0)
) AS t (ocid, currency, amount, paid, counted, flags, judged)
-- query region_summary
-- expect region_code, population, population_year, process_count, cancelled_count, currency, valued_count, value, value_per_resident, paid_total, flagged_count, assessed_count, other_currency_count
SELECT
  region_code, population, population_year, process_count, cancelled_count, currency, valued_count, cast(amount AS decimal(20, 2)) AS "value",
  cast(each AS decimal(20, 2)) AS value_per_resident, cast(paid AS decimal(20, 2)) AS paid_total, flagged_count, assessed_count, other_count AS other_currency_count
FROM (
  VALUES ('1.01', 40, 2024, 4, 1, 'IDR', 2, 150, 3.75, 10, 1, 2, 1), ('1.02', 0, 2024, 0, 0, NULL, 0, NULL, NULL, NULL, 0, 0, 0)
) AS t (region_code, population, population_year, process_count, cancelled_count, currency, valued_count, amount, each, paid, flagged_count, assessed_count, other_count)
