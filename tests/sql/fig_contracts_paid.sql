-- Sums since the year began: of contracts signed in the year of most contracts, and payments of these alone. The year goes
-- as far as payments do: one in March is the last that is known of. A route without any payment is left out. A contract of another year, one without a day,
-- a payment after the data, without a day or of another year are left out; a currency without payments is not drawn.
-- given processes
SELECT *
FROM (
  VALUES ('a', 'direct'), ('b', 'direct'), ('c', 'direct'), ('d', 'direct'), ('e', 'direct'), ('f', 'direct'), ('g', 'direct'), ('h', 'tender'), ('i', 'direct')
) AS t (ocid, kind)
-- given contract_summary
SELECT ocid, contract_id, cast(signed AS date) AS signed, cast(amount AS decimal(20, 2)) AS value, currency, is_counted
FROM (
  VALUES
    ('a', '1', '2025-01-05', 100, 'IDR', true), ('b', '1', '2025-01-31', 200, 'IDR', true), ('c', '1', '2025-02-01', 300, 'IDR', true),
    ('d', '1', '2024-05-05', 900, 'IDR', true), ('e', '1', NULL, 900, 'IDR', true), ('f', '1', '2025-06-06', 900, 'IDR', false),
    ('g', '1', '2025-01-05', 7, 'USD', true),
    ('h', '1', '2025-01-05', 999, 'IDR', true), ('i', '1', '2025-04-05', 50, 'IDR', true)
) AS t (ocid, contract_id, signed, amount, currency, is_counted)
-- given payment_links
SELECT ocid, contract_id, cast(paid AS date) AS paid, cast(amount AS decimal(20, 2)) AS amount, currency, is_made
FROM (
  VALUES
    ('a', '1', '2025-02-10', 40, 'IDR', true), ('a', '1', '2025-03-10', 20, 'IDR', true), ('b', '1', '2025-12-30', 500, 'IDR', false),
    ('b', '1', NULL, 500, 'IDR', true), ('c', '1', '2024-12-01', 500, 'IDR', true), ('d', '1', '2025-02-02', 500, 'IDR', true),
    ('b', NULL, '2025-02-02', 500, 'IDR', true), ('f', '1', '2025-02-02', 500, 'IDR', true), ('c', '1', '2025-02-02', 500, 'USD', true)
) AS t (ocid, contract_id, paid, amount, currency, is_made)
-- query fig_contracts_paid
-- expect currency, month, year, signed_so_far, paid_so_far, finding_month_en, finding_year, finding_share
SELECT *
FROM (
  VALUES
    ('IDR', 1, 2025, 300, 0, 'March', '2025', 0.1e0), ('IDR', 2, 2025, 600, 40, 'March', '2025', 0.1e0),
    ('IDR', 3, 2025, 600, 60, 'March', '2025', 0.1e0)
) AS t (currency, month, year, signed_so_far, paid_so_far, finding_month_en, finding_year, finding_share)
