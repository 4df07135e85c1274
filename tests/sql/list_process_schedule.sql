-- Midnight to midnight where the portal is: days without a time. A step without an end, and one that has a time, stay what they are.
-- given portal
SELECT '420 minutes' AS utc_offset
-- given tender_schedule
SELECT ocid, stage_no, 'S' AS stage, cast(starts AS timestamp) AS starts, cast(ends AS timestamp) AS ends
FROM (
  VALUES
    ('a', '1', '2025-03-09 17:00:00', '2025-03-10 17:00:00'), ('a', '2', '2025-03-10 01:00:00', '2025-03-11 17:00:00'),
    ('a', '3', '2025-03-12 17:00:00', NULL), ('a', '4', NULL, NULL)
) AS t (ocid, stage_no, starts, ends)
-- query list_process_schedule
-- expect row_no, stage_no, is_days, cast(starts_day AS varchar), cast(ends_day AS varchar)
SELECT *
FROM (
  VALUES (1, '1', true, '2025-03-10', '2025-03-11'), (2, '2', false, '2025-03-10', '2025-03-12'), (3, '3', true, '2025-03-13', NULL), (4, '4', true, NULL, NULL)
) AS t (row_no, stage_no, is_days, starts_day, ends_day)
