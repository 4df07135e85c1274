-- A process's plans, each with the page of its unit's list; one that the plans do not hold is not known.
-- given process_plans
SELECT * FROM (VALUES ('a', 'p1'), ('a', 'p2')) AS t (ocid, plan_id)
-- given process_summary
SELECT * FROM (VALUES ('a', 'p1'), ('b', 'p3'), ('c', NULL)) AS t (ocid, plan_id)
-- given planned_packages
SELECT * FROM (VALUES ('p1', 'u'), ('p3', 'u')) AS t (plan_id, unit_id)
-- given list_plan_rows
SELECT * FROM (VALUES ('p1', 11), ('p3', 1)) AS t (plan_id, page_no)
-- query list_process_plans
-- expect ocid, plan_id, known, page_no
SELECT * FROM (VALUES ('a', 'p1', true, 11), ('a', 'p2', false, NULL), ('b', 'p3', true, 1)) AS t (ocid, plan_id, known, page_no)
