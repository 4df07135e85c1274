-- A name that many offices share: each is shown at most ten others, those with most processes, and never itself; a name of two
-- is told to both, and other words are another name.
-- given buyer_summary
SELECT buyer_id, name, cast(times AS bigint) AS process_count
FROM (
  VALUES
    ('u01', 'UPT', 1), ('u02', 'UPT', 2), ('u03', 'UPT', 3), ('u04', 'UPT', 4), ('u05', ' upt', 5), ('u06', 'UPT', 6), ('u07', 'UPT', 7), ('u08', 'UPT', 8),
    ('u09', 'UPT', 9), ('u10', 'UPT', 10), ('u11', 'Upt ', 11), ('u12', 'UPT', 12),
    ('s1', 'Sekretariat', 0), ('s2', 'SEKRETARIAT', 0), ('o', 'UPT Barat', 99), ('n1', NULL, 5), ('n2', NULL, 5), ('n3', '', 5), ('n4', ' ', 5)
) AS t (buyer_id, name, times)
-- query list_buyer_namesakes
-- expect count(DISTINCT buyer_id) AS buyers, max(row_no) AS most, count(*) FILTER (WHERE buyer_id = other_id) AS own, string_agg(other_id, ' ' ORDER BY row_no) FILTER (WHERE buyer_id = 'u01') AS last_one, string_agg(other_id, ' ') FILTER (WHERE buyer_id = 's1') AS first_of_two, string_agg(other_id, ' ') FILTER (WHERE buyer_id = 's2') AS second_of_two
SELECT 14 AS buyers, 10 AS most, 0 AS own, 'u12 u11 u10 u09 u08 u07 u06 u05 u04 u03' AS last_one, 's2' AS first_of_two, 's1' AS second_of_two
