-- Half are of what was decided, not of what is pending or withdrawn, nor of what was decided before it came in; what is
-- pending beyond the standard is late, where it is known for how long; the most usual spelling names the kind.
-- given permits
SELECT
  id AS permit_id, 'A' AS kind_id, name AS kind_name, 'K' AS office_name, 'D' AS district, cast(received AS date) AS received, cast(decided AS date) AS decided,
  outcome, days AS standard_days, cast('2025-03-10' AS date) AS as_of
FROM (
  VALUES
    ('1', 'Izin A', '2025-01-01', '2025-01-03', 'granted', 5),
    ('2', 'Izin A', '2025-01-01', '2025-01-09', 'refused', 5),
    ('3', 'IZIN A', '2025-01-01', '2025-01-06', 'granted', 5),
    ('4', 'Izin A', '2025-01-01', '2025-03-01', 'withdrawn', 5),
    ('5', 'Izin A', '2025-01-01', NULL, 'pending', 5),
    ('6', 'Izin A', '2025-02-01', '2025-01-01', 'granted', 5),
    ('7', 'Izin A', '2025-03-08', NULL, 'pending', 5),
    ('8', 'Izin A', NULL, NULL, 'pending', 5)
) AS t (id, name, received, decided, outcome, days)
-- query permit_kinds
-- expect kind_id, kind_name, received_count, granted_count, refused_count, pending_count, undated_count, timed_count, median_days, judged_count, on_time_count
SELECT *
FROM (VALUES ('A', 'Izin A', 8, 3, 1, 3, 1, 3, 5e0, 4, 2))
  AS t (kind_id, kind_name, received_count, granted_count, refused_count, pending_count, undated_count, timed_count, median_days, judged_count, on_time_count)
