-- In force first, then those of which that is not known, then the rest; of each the firm that won most, then the latest. Only a
-- number leads to a firm's page: the same name may be another firm's. A number without a name is written as its firm is called.
-- given sanction_facts
SELECT
  sanction_id, supplier_id, supplier_name, is_numbered, 'LKPP' AS authority_name, 'SK' AS decree, cast(NULL AS varchar) AS reason,
  cast(starts AS date) AS starts, cast(NULL AS date) AS ends, 'active' AS status, true AS is_known, in_force,
  cast(awards AS bigint) AS award_count, cast(0 AS bigint) AS undated_count
FROM (
  VALUES
    ('s1', 'a', 'PT A', true, '2025-01-01', false, 9),
    ('s2', 'nama-pt b', 'PT B', false, '2025-01-01', true, 0),
    ('s3', 'c', NULL, true, '2025-01-01', NULL, 3),
    ('s4', 'd', NULL, true, '2024-01-01', true, 0),
    ('s5', 'e', 'CV E', true, '2023-01-01', true, 1),
    ('s6', 'f', 'CV F', true, NULL, true, 0),
    ('s7', 'a', 'PT A', true, '2025-02-01', false, 9),
    ('s8', 'g', 'CV G', true, NULL, false, 9)
) AS t (sanction_id, supplier_id, supplier_name, is_numbered, starts, in_force, awards)
-- given supplier_summary
SELECT * FROM (VALUES ('a', 'PT Lain'), ('nama-pt b', 'PT B'), ('c', 'CV C')) AS t (supplier_id, name)
-- query list_sanctions
-- expect row_no, sanction_id, supplier_name, supplier_page, in_force, award_count
SELECT *
FROM (
  VALUES
    (1, 's5', 'CV E', NULL, true, 1),
    (2, 's2', 'PT B', NULL, true, 0),
    (3, 's4', 'd', NULL, true, 0),
    (4, 's6', 'CV F', NULL, true, 0),
    (5, 's3', 'CV C', 'c', NULL, 3),
    (6, 's7', 'PT A', 'a', false, 9),
    (7, 's1', 'PT A', 'a', false, 9),
    (8, 's8', 'CV G', NULL, false, 9)
) AS t (row_no, sanction_id, supplier_name, supplier_page, in_force, award_count)
