-- The first row is the worked example of Cardinal's documentation: one day, no method stated.
-- given process_facts
SELECT ocid, 'b' AS buyer_id, kind, method, is_counted, cast(opens AS timestamp) AS submission_start, cast(closes AS timestamp) AS deadline,
  cast(left(opens, 10) AS date) AS submission_start_date, cast(left(closes, 10) AS date) AS deadline_date
FROM (
  VALUES
    ('F', 'ocds', NULL, true, '2020-08-03 23:00:00', '2020-08-04 23:00:00'),
    ('fifteen days to the second', 'tender', 'open', true, '2025-03-01 08:00:00', '2025-03-16 08:00:00'),
    ('a second less', 'tender', 'open', true, '2025-03-01 08:00:00', '2025-03-16 07:59:59'),
    ('a date-only deadline is its whole day', 'tender', 'selective', true, '2025-03-01 17:00:00', '2025-03-16 16:59:59'),
    ('direct', 'direct', 'direct', true, '2025-03-01 08:00:00', '2025-03-02 08:00:00'),
    ('self-managed', 'self_managed', NULL, true, '2025-03-01 08:00:00', NULL),
    ('cancelled', 'tender', 'open', false, '2025-03-01 08:00:00', '2025-03-02 08:00:00'),
    ('no deadline', 'tender', 'open', true, '2025-03-01 08:00:00', NULL),
    ('no start', 'tender', 'open', true, NULL, '2025-03-01 08:00:00'),
    ('ends before it starts', 'tender', 'open', true, '2025-03-09 08:00:00', '2025-03-01 08:00:00')
) AS t (ocid, kind, method, is_counted, opens, closes)
-- given portal
SELECT 'x' AS region_id, 'Asia/Jakarta' AS time_zone, '420 minutes' AS utc_offset
-- query flag_r003
-- expect subject_id, state, value, operands
SELECT *
FROM (
  VALUES
    ('F', 'flagged', 1, 'method=; start=2020-08-04 06:00 Asia/Jakarta; deadline=2020-08-05 06:00 Asia/Jakarta'),
    ('fifteen days to the second', 'clear', 15, 'method=open; start=2025-03-01 15:00 Asia/Jakarta; deadline=2025-03-16 15:00 Asia/Jakarta'),
    ('a second less', 'flagged', 14, 'method=open; start=2025-03-01 15:00 Asia/Jakarta; deadline=2025-03-16 14:59 Asia/Jakarta'),
    ('a date-only deadline is its whole day', 'flagged', 14, 'method=selective; start=2025-03-02 00:00 Asia/Jakarta; deadline=2025-03-16 23:59 Asia/Jakarta'),
    ('direct', 'not_applicable', 1, 'method=direct; start=2025-03-01 15:00 Asia/Jakarta; deadline=2025-03-02 15:00 Asia/Jakarta'),
    ('self-managed', 'not_applicable', NULL, 'method=; start=2025-03-01 15:00 Asia/Jakarta; deadline='),
    ('cancelled', 'not_applicable', 1, 'method=open; start=2025-03-01 15:00 Asia/Jakarta; deadline=2025-03-02 15:00 Asia/Jakarta'),
    ('no deadline', 'not_enough_data', NULL, 'method=open; start=2025-03-01 15:00 Asia/Jakarta; deadline='),
    ('no start', 'not_enough_data', NULL, 'method=open; start=; deadline=2025-03-01 15:00 Asia/Jakarta'),
    ('ends before it starts', 'not_enough_data', -8, 'method=open; start=2025-03-09 15:00 Asia/Jakarta; deadline=2025-03-01 15:00 Asia/Jakarta')
) AS t (subject_id, state, value, operands)
