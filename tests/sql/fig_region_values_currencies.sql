-- Of several currencies none is the largest, and a district without an amount has none.
-- given region_summary
SELECT region_code, name, cast(amount AS decimal(20, 2)) AS value, currency, 1 AS process_count
FROM (VALUES ('1', 'Satu', 10, 'IDR'), ('2', 'Dua', 90, 'USD'), ('3', 'Tiga', NULL, NULL)) AS t (region_code, name, amount, currency)
-- given regions
SELECT region_code, 'g' AS geometry FROM (VALUES ('1'), ('2'), ('3')) AS t (region_code)
-- query fig_region_values
-- expect region_code, value, currency, finding_name, finding_value
SELECT * FROM (VALUES ('1', 10, 'IDR', NULL, NULL), ('2', 90, 'USD', NULL, NULL), ('3', NULL, NULL, NULL, NULL)) AS t (region_code, value, currency, finding_name, finding_value)
