-- West of Greenwich, a late evening is the next day in UTC.
-- given portal
SELECT 'x' AS region_id, 'America/Asuncion' AS time_zone, '-180 minutes' AS utc_offset
-- given processes
SELECT ocid, cast(announced AS timestamp) AS announced
FROM (VALUES ('evening', '2025-03-01 02:59:59'), ('midnight', '2025-03-01 03:00:00')) AS t (ocid, announced)
-- query process_facts
-- expect ocid, announced_date
SELECT ocid, cast(announced AS date) AS announced_date
FROM (VALUES ('evening', '2025-02-28'), ('midnight', '2025-03-01')) AS t (ocid, announced)
