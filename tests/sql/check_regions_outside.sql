-- Districts of other regencies are told, whether codes are written with dots or without.
-- given regions
SELECT *
FROM (
  VALUES
    ('32.04.01', 'district', 'A', '32.04'),
    ('3204020', 'district', 'B', '32.04'),
    ('32.05.01', 'district', 'C', '32.04'),
    ('32', 'province', 'D', '32.04')
) AS t (region_code, level, name, region_id)
-- query check_regions_outside
-- expect region_code
SELECT * FROM (VALUES ('32.05.01')) AS t (region_code)
