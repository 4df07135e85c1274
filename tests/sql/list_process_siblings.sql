-- Processes that name the same plan lead to each other, the live ones first; one that shares two plans with another is told once.
-- given plan_links
SELECT *
FROM (VALUES ('a', 'k1'), ('b', 'k1'), ('c', 'k1'), ('a', 'k2'), ('b', 'k2'), ('alone', 'k3')) AS t (ocid, plan_id)
-- given process_facts
SELECT ocid, ocid AS process_id, concat('Paket ', ocid) AS title, status, cast(NULL AS varchar) AS status_details, cast(announced AS timestamp) AS announced, status <> 'cancelled' AS is_counted
FROM (VALUES ('a', 'cancelled', '2025-01-01'), ('b', 'complete', '2025-03-01'), ('c', 'active', '2025-02-01'), ('alone', 'active', NULL)) AS t (ocid, status, announced)
-- query list_process_siblings
-- expect ocid, row_no, other_ocid, title, status
SELECT *
FROM (
  VALUES
    ('a', 1, 'c', 'Paket c', 'active'), ('a', 2, 'b', 'Paket b', 'complete'),
    ('b', 1, 'c', 'Paket c', 'active'), ('b', 2, 'a', 'Paket a', 'cancelled'),
    ('c', 1, 'b', 'Paket b', 'complete'), ('c', 2, 'a', 'Paket a', 'cancelled')
) AS t (ocid, row_no, other_ocid, title, status)
