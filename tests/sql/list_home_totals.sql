-- A year's sums are of one currency each; cancelled processes are in none of them; a value of nought buys nothing and is no
-- value; processes without a value stand apart, last, and count in the year; the page begins with the last year of known values;
-- at most three currencies a year.
-- given process_summary
SELECT
  cast(year_no AS bigint) AS "year", currency, cast(amount AS decimal(20, 2)) AS "value", cast(contracts AS bigint) AS contract_count,
  cast(contracted AS decimal(20, 2)) AS contract_value, cast(paid AS decimal(20, 2)) AS paid_total, counted AS is_counted
FROM (
  VALUES
    (2027, 'IDR', 0, 0, NULL, NULL, true),
    (2026, 'IDR', NULL, 0, NULL, NULL, true),
    (2026, 'USD', NULL, 0, NULL, NULL, true),
    (2025, 'IDR', 100, 1, 100, 25, true),
    (2025, 'IDR', 40, 0, NULL, NULL, true),
    (2025, 'IDR', 0, 1, 0, NULL, true),
    (2025, 'IDR', 900, 1, 900, 900, false),
    (2025, 'USD', 7000, 2, 7000, NULL, true),
    (2025, 'EUR', NULL, 1, NULL, NULL, true),
    (2025, NULL, NULL, 0, NULL, NULL, true),
    (2025, NULL, NULL, 0, NULL, NULL, true),
    (2025, NULL, NULL, 0, NULL, NULL, true),
    (2024, 'IDR', 1, 1, 1, NULL, true),
    (2024, 'EUR', 1, 1, 1, NULL, true),
    (2024, 'USD', 1, 1, 1, NULL, true),
    (2024, 'GBP', 1, 1, 1, NULL, true),
    (2024, 'USD', 1, 1, 1, NULL, true),
    (NULL, 'IDR', 3, 0, NULL, NULL, true),
    (2023, 'IDR', 3, 1, 3, NULL, false)
) AS t (year_no, currency, amount, contracts, contracted, paid, counted)
-- query list_home_totals
-- expect row_no, year_label, is_shown, currency, process_count, contract_count, year_process_count, year_contract_count, contract_value, value_total, valued_count, paid_total
SELECT *
FROM (
  VALUES
    (1, '2027', false, 'IDR', 1, 0, 1, 0, NULL, NULL, 0, NULL),
    (2, '2026', false, NULL, 2, 0, 2, 0, NULL, NULL, 0, NULL),
    (3, '2025', true, 'IDR', 3, 2, 8, 5, 100.00, 140.00, 2, 25.00),
    (4, '2025', false, 'USD', 1, 2, 8, 5, 7000.00, 7000.00, 1, NULL),
    (5, '2025', false, NULL, 4, 1, 8, 5, NULL, NULL, 0, NULL),
    (6, '2024', false, 'USD', 2, 2, 5, 5, 2.00, 2.00, 2, NULL),
    (7, '2024', false, 'EUR', 1, 1, 5, 5, 1.00, 1.00, 1, NULL),
    (8, '2024', false, 'GBP', 1, 1, 5, 5, 1.00, 1.00, 1, NULL),
    (9, 'tanpa-tahun', false, 'IDR', 1, 0, 1, 0, NULL, 3.00, 1, NULL)
) AS t (row_no, year_label, is_shown, currency, process_count, contract_count, year_process_count, year_contract_count, contract_value, value_total, valued_count, paid_total)
