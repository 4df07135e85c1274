-- Applications by the district they name, in whatever letters; a name of two districts tells neither; what cannot be judged
-- has no share; a district without a boundary is not drawn; one of a handful of applications is not in the heading.
-- given permit_facts
SELECT t.district, t.on_time
FROM (
  VALUES ('Satu', true), ('SATU ', true), ('satu', false), ('Satu', NULL), ('Dua', NULL), ('Kembar', true), ('Di Mana', true), (NULL, false), ('Lima', false)
) AS t (district, on_time)
CROSS JOIN (VALUES (1), (2), (3), (4)) AS n (n)
UNION ALL
SELECT 'Enam', false
-- given regions
SELECT *
FROM (
  VALUES ('1', 'Satu', 'district', 'g'), ('2', 'Dua', 'district', 'g'), ('3', 'Kembar', 'district', 'g'), ('4', 'kembar', 'district', 'g'),
    ('5', 'Lima', 'district', NULL), ('6', 'Enam', 'district', 'g'), ('9', 'Satu', 'regency', 'g')
) AS t (region_code, name, level, geometry)
-- query fig_permit_regions
-- expect region_code, received_count, judged_count, on_time_share, finding_name, finding_share
SELECT *
FROM (
  VALUES ('1', 16, 12, cast(2 AS double) / 3, 'Satu', cast(2 AS double) / 3), ('2', 4, 0, NULL, 'Satu', cast(2 AS double) / 3),
    ('3', 0, 0, NULL, 'Satu', cast(2 AS double) / 3), ('4', 0, 0, NULL, 'Satu', cast(2 AS double) / 3), ('6', 1, 1, 0, 'Satu', cast(2 AS double) / 3)
) AS t (region_code, received_count, judged_count, on_time_share, finding_name, finding_share)
