-- The latest report with a place is the work's point; districts are outlines, and only where there is a point.
-- given progress
SELECT ocid, progress_id, cast(reported AS date) AS reported, percent AS physical_percent, lat AS latitude, lon AS longitude
FROM (
  VALUES ('a', '1', '2025-01-01', 10e0, -5.5e0, 109.25e0), ('a', '2', '2025-02-01', 60e0, -5.25e0, 109.5e0),
    ('a', '3', '2025-03-01', 90e0, NULL, 109e0), ('b', '1', '2025-01-01', 5e0, NULL, NULL)
) AS t (ocid, progress_id, reported, percent, lat, lon)
-- given process_summary
SELECT * FROM (VALUES ('a', 'Jalan', 5), ('b', 'Got', 9)) AS t (ocid, title, "value")
-- given regions
SELECT * FROM (
  VALUES ('1.01', 'district', 'A', 'POLYGON((0 0,1 0,1 1,0 0))'), ('1.02', 'district', 'B', NULL), ('1', 'regency', 'C', 'POLYGON((0 0,1 0,1 1,0 0))')
) AS t (region_code, level, name, geometry)
-- query fig_works
-- expect place_id, ocid, title, physical_percent, geometry, finding_count, finding_done
SELECT * FROM (
  VALUES ('1.01', NULL, 'A', NULL, 'POLYGON((0 0,1 0,1 1,0 0))', 1, 0), ('a', 'a', 'Jalan', 60e0, 'POINT(109.5 -5.25)', 1, 0)
) AS t (place_id, ocid, title, physical_percent, geometry, finding_count, finding_done)
