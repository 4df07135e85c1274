-- A day is that of the portal's zone: what was announced at midnight there was, in UTC, announced the evening before.
-- given portal
SELECT '32.04' AS region_id, 'Asia/Jakarta' AS time_zone, '420 minutes' AS utc_offset
-- given processes
SELECT ocid, cast(announced AS timestamp) AS announced, cast(opens AS timestamp) AS submission_start, cast(closes AS timestamp) AS submission_end
FROM (
  VALUES
    ('midnight', '2024-12-31 17:00:00', '2024-12-31 17:00:00', '2025-01-15 16:59:59'),
    ('before midnight', '2024-12-31 16:59:59', NULL, NULL),
    ('morning', '2025-01-01 01:00:00', NULL, '2025-01-15 17:00:00'),
    ('no date', NULL, NULL, NULL)
) AS t (ocid, announced, opens, closes)
-- query process_facts
-- expect ocid, announced_date, submission_start_date, deadline_date
SELECT ocid, cast(announced AS date) AS announced_date, cast(opens AS date) AS submission_start_date, cast(closes AS date) AS deadline_date
FROM (
  VALUES
    ('midnight', '2025-01-01', '2025-01-01', '2025-01-15'),
    ('before midnight', '2024-12-31', '2024-12-31', NULL),
    ('morning', '2025-01-01', NULL, '2025-01-16'),
    ('no date', NULL, NULL, NULL)
) AS t (ocid, announced, opens, closes)
