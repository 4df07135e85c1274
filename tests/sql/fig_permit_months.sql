-- What can be judged is in the heading; what is pending is not.
-- given permit_facts
SELECT month, on_time
FROM (
  VALUES (202501, true), (202501, false), (202501, NULL), (202502, true), (202502, true), (202502, NULL), (202502, NULL), (NULL, false)
) AS t (month, on_time)
-- query fig_permit_months
-- expect month, label, received_count, on_time_count, late_count, unjudged_count, finding_share
SELECT *
FROM (
  VALUES (202501, '01/25', 3, 1, 1, 1, 0.75e0), (202502, '02/25', 4, 2, 0, 2, 0.75e0)
) AS t (month, label, received_count, on_time_count, late_count, unjudged_count, finding_share)
