-- A contract before its announcement or its award, and a deadline before the announcement; the same day and missing dates are in order.
-- given process_facts
SELECT ocid, cast(announced AS timestamp) AS announced, cast(left(announced, 10) AS date) AS announced_date, cast(deadline AS timestamp) AS deadline, cast(awarded AS date) AS awarded, cast(signed AS date) AS signed
FROM (
  VALUES
    ('in order', '2025-01-01 08:00:00', '2025-01-20 08:00:00', '2025-02-01', '2025-02-10'),
    ('same day', '2025-01-01 08:00:00', '2025-01-01 08:00:00', '2025-01-01', '2025-01-01'),
    ('before announced', '2025-01-02 00:00:00', NULL, NULL, '2025-01-01'),
    ('before awarded', NULL, NULL, '2025-02-02', '2025-02-01'),
    ('early deadline', '2025-01-02 08:00:00', '2025-01-02 07:59:59', NULL, NULL),
    ('no dates', NULL, NULL, NULL, NULL)
) AS t (ocid, announced, deadline, awarded, signed)
-- query check_dates_in_order
-- expect ocid
SELECT ocid FROM (VALUES ('before announced'), ('before awarded'), ('early deadline')) AS t (ocid)
