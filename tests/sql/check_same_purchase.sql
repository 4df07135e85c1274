-- Alike in all but the route: told from both sides. One that differs in any, that is cancelled, or of the same route is not.
-- given process_facts
SELECT ocid, kind, buyer, supplier, title, cast(amount AS decimal(20, 2)) AS value, currency, year, is_counted,
  buyer AS buyer_id, supplier AS supplier_id
FROM (
  VALUES
    ('a', 'direct', 'b', 's', 'Makanan siap saji', 100, 'IDR', 2025, true), ('b', 'recorded', 'b', 's', ' MAKANAN siap saji', 100, 'IDR', 2025, true),
    ('c', 'recorded', 'b', 's', 'Makanan siap saji', 101, 'IDR', 2025, true), ('d', 'recorded', 'b', 't', 'Makanan siap saji', 100, 'IDR', 2025, true),
    ('e', 'recorded', 'x', 's', 'Makanan siap saji', 100, 'IDR', 2025, true), ('f', 'recorded', 'b', 's', 'Makanan siap saji', 100, 'USD', 2025, true),
    ('g', 'recorded', 'b', 's', 'Makanan siap saji', 100, 'IDR', 2024, true), ('h', 'tender', 'b', 's', 'Makanan siap saji', 100, 'IDR', 2025, false),
    ('i', 'direct', 'b', 's', 'Kertas', 5, 'IDR', 2025, true), ('j', 'direct', 'b', 's', 'Kertas', 5, 'IDR', 2025, true),
    ('k', 'direct', 'b', 's', 'Tinta', 7, 'IDR', NULL, true), ('l', 'recorded', 'b', 's', 'Tinta', 7, 'IDR', NULL, true),
    ('m', 'direct', 'b', 's', 'Kosong', 1, 'IDR', 2025, true), ('n', 'recorded', 'b', 's', 'Kosong', 1, 'IDR', 2025, true)
) AS t (ocid, kind, buyer, supplier, title, amount, currency, year, is_counted)
-- query check_same_purchase
-- expect ocid, kind, other_ocid, other_kind, value
SELECT *
FROM (
  VALUES ('a', 'direct', 'b', 'recorded', 100), ('b', 'recorded', 'a', 'direct', 100), ('k', 'direct', 'l', 'recorded', 7), ('l', 'recorded', 'k', 'direct', 7)
) AS t (ocid, kind, other_ocid, other_kind, value)
