-- What a contract was before a change: as the source says; else what the change before made it, the first time what was
-- signed; in one currency, and of a change that states a value.
-- given amendments
SELECT ocid, contract_id, amendment_id, cast(amended AS date) AS amended, cast(was AS decimal(20, 2)) AS value_before,
  cast(became AS decimal(20, 2)) AS value_after, currency
FROM (
  VALUES
    ('a', '1', '1', '2025-01-01', NULL, 120, 'IDR'), ('a', '1', '2', '2025-02-01', NULL, 90, 'IDR'), ('a', '2', '1', '2025-01-15', 40, 50, 'IDR'),
    ('b', '1', '1', '2025-01-01', NULL, NULL, 'IDR'), ('b', '1', '2', '2025-02-01', NULL, 70, 'IDR'), ('c', '1', '1', '2025-01-01', NULL, 5, 'USD'),
    ('d', '1', '1', NULL, NULL, 5, 'IDR'), ('e', '1', '1', '2025-01-01', 8, NULL, 'IDR')
) AS t (ocid, contract_id, amendment_id, amended, was, became, currency)
-- given contract_values
SELECT ocid, contract_id, cast(signed_for AS decimal(20, 2)) AS value_signed, 'IDR' AS currency
FROM (VALUES ('a', '1', 100), ('a', '2', 99), ('b', '1', 60), ('c', '1', 4), ('d', '1', 0), ('e', '1', 9)) AS t (ocid, contract_id, signed_for)
-- query list_process_amendments
-- expect ocid, row_no, contract_id, amendment_id, value_before, value_after, change_share
SELECT *
FROM (
  VALUES
    ('a', 1, '1', '1', 100, 120, cast(120 AS double) / 100 - 1), ('a', 2, '2', '1', 40, 50, 0.25e0), ('a', 3, '1', '2', 120, 90, -0.25e0),
    ('b', 1, '1', '1', NULL, NULL, NULL), ('b', 2, '1', '2', NULL, 70, NULL), ('c', 1, '1', '1', NULL, 5, NULL), ('d', 1, '1', '1', NULL, 5, NULL),
    ('e', 1, '1', '1', 8, NULL, NULL)
) AS t (ocid, row_no, contract_id, amendment_id, value_before, value_after, change_share)
