-- The same name in other letters or with spaces around it is a namesake under every one of its codes, the one that won most
-- first; a firm is not its own namesake, firms without a name are nobody's, and other words are another name.
-- given supplier_summary
SELECT supplier_id, name, cast(times AS bigint) AS award_count
FROM (
  VALUES ('a', 'PT Maju', 1), ('b', 'PT MAJU', 9), ('c', ' pt maju ', 4), ('d', 'PT Maju Jaya', 50), ('e', NULL, 3), ('f', NULL, 2), ('g', ' ', 1), ('h', '  ', 1),
    ('i', 'CV Dua', 2), ('j', 'CV Dua', 2)
) AS t (supplier_id, name, times)
-- query list_supplier_namesakes
-- expect supplier_id, row_no, other_id, other_name, other_count
SELECT *
FROM (
  VALUES
    ('a', 1, 'b', 'PT MAJU', 9),
    ('a', 2, 'c', ' pt maju ', 4),
    ('b', 1, 'c', ' pt maju ', 4),
    ('b', 2, 'a', 'PT Maju', 1),
    ('c', 1, 'b', 'PT MAJU', 9),
    ('c', 2, 'a', 'PT Maju', 1),
    ('i', 1, 'j', 'CV Dua', 2),
    ('j', 1, 'i', 'CV Dua', 2)
) AS t (supplier_id, row_no, other_id, other_name, other_count)
