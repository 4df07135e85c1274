-- Districts with a boundary; the one of the largest value is in the heading.
-- given region_summary
SELECT region_code, name, cast(amount AS decimal(20, 2)) AS value, currency, 1 AS process_count
FROM (VALUES ('1', 'Satu', 10, 'IDR'), ('2', 'Dua', 90, 'IDR'), ('3', 'Tiga', NULL, NULL), ('4', 'Empat', 99, 'IDR')) AS t (region_code, name, amount, currency)
-- given regions
SELECT region_code, geometry FROM (VALUES ('1', 'g'), ('2', 'g'), ('3', 'g'), ('4', NULL)) AS t (region_code, geometry)
-- query fig_region_values
-- expect region_code, value, currency, finding_name, finding_value
SELECT * FROM (VALUES ('1', 10, 'IDR', 'Dua', 90), ('2', 90, 'IDR', 'Dua', 90), ('3', NULL, 'IDR', 'Dua', 90)) AS t (region_code, value, currency, finding_name, finding_value)
