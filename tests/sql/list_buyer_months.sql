-- The year of most contracts; months in which nobody at all signed are left out, those in which this office did not are zeros;
-- an office with fewer than five contracts, other currencies, and what does not count are not there.
-- given buyer_summary
SELECT buyer_id, 'IDR' AS currency FROM (VALUES ('u1'), ('u2')) AS t (buyer_id)
-- given contract_summary
SELECT buyer_id, currency, cast(amount AS decimal(20, 2)) AS "value", cast(signed AS date) AS signed, is_counted
FROM (
  VALUES
    ('u1', 'IDR', 100, '2025-01-05', true), ('u1', 'IDR', 50, '2025-01-09', true), ('u1', 'IDR', 25, '2025-03-01', true),
    ('u1', 'IDR', 15, '2025-03-02', true), ('u1', 'IDR', 10, '2025-03-31', true), ('u1', 'IDR', 999, '2025-03-31', false),
    ('u1', 'USD', 999, '2025-02-01', true), ('u1', 'IDR', 7, '2024-05-01', true), ('u2', 'IDR', 5, '2025-04-01', true)
) AS t (buyer_id, currency, amount, signed, is_counted)
-- query list_buyer_months
-- expect buyer_id, year_no, month_no, month_id, month_en, contract_count, value_total, year_count, value_share, bar_width
SELECT *
FROM (
  VALUES
    ('u1', 2025, 1, 'Januari', 'January', 2, 150.00, 5, 0.75e0, 67),
    ('u1', 2025, 3, 'Maret', 'March', 3, 50.00, 5, 0.25e0, 100),
    ('u1', 2025, 4, 'April', 'April', 0, NULL, 5, NULL, 0)
) AS t (buyer_id, year_no, month_no, month_id, month_en, contract_count, value_total, year_count, value_share, bar_width)
