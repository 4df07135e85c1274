-- A firm that won twice, or is spelled in two ways, is one winner; six winners are counted and five named; the only winner has
-- a link, several have none; who has no name is counted all the same.
-- given supplier_awards
SELECT *
FROM (
  VALUES
    ('twice', 'w1', 'a', 'PT A'),
    ('twice', 'w2', 'a', 'PT. A'),
    ('joint', 'w', 'b', 'CV B'),
    ('joint', 'w', 'a', 'PT A'),
    ('six', 'w1', 'f', 'Toko F'),
    ('six', 'w1', 'e', 'Toko E'),
    ('six', 'w1', 'd', 'Toko D'),
    ('six', 'w2', 'c', 'Toko C'),
    ('six', 'w2', 'b', 'Toko B'),
    ('six', 'w2', 'a', 'Toko A'),
    ('nameless', 'w', 'a', NULL),
    ('half', 'w', 'a', NULL),
    ('half', 'w', 'b', 'CV B')
) AS t (ocid, award_id, supplier_id, supplier_name)
-- query process_winners
-- expect ocid, supplier_count, supplier_id, supplier_names
SELECT *
FROM (
  VALUES
    ('twice', 1, 'a', 'PT. A'),
    ('joint', 2, NULL, 'CV B, PT A'),
    ('six', 6, NULL, 'Toko A, Toko B, Toko C, Toko D, Toko E'),
    ('nameless', 1, 'a', NULL),
    ('half', 2, NULL, 'CV B')
) AS t (ocid, supplier_count, supplier_id, supplier_names)
