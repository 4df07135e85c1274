-- The year and currency of most contracts; the largest first; without an end, that of the order to start (in the portal's
-- days), else the last payment; an end before the signing is not drawn.
-- given contracts
SELECT ocid, contract_id, cast(ends AS date) AS ends
FROM (
  VALUES ('a', '1', '2025-06-01'), ('b', '1', '2025-01-01'), ('c', '1', '2025-09-01'), ('d', '1', '2024-12-01'),
    ('e', '1', NULL), ('f', '1', '2025-07-01'), ('g', '1', '2025-07-01'), ('h', '1', NULL)
) AS t (ocid, contract_id, ends)
-- given portal
SELECT '420 minutes' AS utc_offset
-- given tender_schedule
SELECT ocid, stage_no, cast(ends AS timestamp) AS ends
FROM (VALUES ('h', 'SPMK 7', '2025-03-09 17:00:00'), ('h', '9', '2025-12-31 17:00:00'), ('a', 'SPMK 8', '2025-12-31 17:00:00')) AS t (ocid, stage_no, ends)
-- given contract_summary
SELECT ocid, '1' AS contract_id, title, cast(signed AS date) AS signed, cast(last_paid AS date) AS last_paid, "value", currency, is_counted
FROM (
  VALUES ('a', 'A', '2025-02-01', '2025-05-01', 10, 'IDR', true), ('b', 'B', '2025-02-01', NULL, 90, 'IDR', true),
    ('c', 'C', '2025-03-01', NULL, 20, 'IDR', true), ('d', 'D', '2024-03-01', NULL, 99, 'IDR', true),
    ('e', 'E', '2025-03-01', NULL, 98, 'IDR', true), ('f', 'F', '2025-03-01', NULL, 97, 'USD', true),
    ('g', 'G', '2025-03-01', NULL, 96, 'IDR', false), ('h', 'H', '2025-03-01', '2025-03-02', 15, 'IDR', true)
) AS t (ocid, title, signed, last_paid, "value", currency, is_counted)
-- given process_summary
SELECT * FROM (VALUES ('a', 'Jalan'), ('c', NULL)) AS t (ocid, title)
-- query fig_contract_times
-- expect row_no, contract_ref, title, signed, ends, last_paid
SELECT row_no, contract_ref, title, cast(signed AS date) AS signed, cast(ends AS date) AS ends, cast(last_paid AS date) AS last_paid
FROM (
  VALUES (1, 'c 1', 'C', '2025-03-01', '2025-09-01', NULL), (2, 'h 1', 'H', '2025-03-01', '2025-03-10', '2025-03-02'),
    (3, 'a 1', 'Jalan', '2025-02-01', '2025-06-01', '2025-05-01')
) AS t (row_no, contract_ref, title, signed, ends, last_paid)
