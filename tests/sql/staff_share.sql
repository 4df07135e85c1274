-- Staff spending is the account 5.1.01 and nothing below or beside it, of all spending of the same year, stage and currency; a
-- year that tells only one of the two, or spends nothing, has no share.
-- given budget_by_account
SELECT cast(year_no AS bigint) AS "year", stage, currency, account_code, cast(amount AS decimal(20, 2)) AS amount
FROM (
  VALUES
    (2024, 'initial', 'IDR', '5', 1000),
    (2024, 'initial', 'IDR', '5.1', 800),
    (2024, 'initial', 'IDR', '5.1.01', 310),
    (2024, 'initial', 'IDR', '5.1.01.01', 300),
    (2024, 'initial', 'IDR', '5.1.02', 490),
    (2024, 'revised', 'IDR', '5', 2000),
    (2024, 'revised', 'IDR', '5.1.01', 500),
    (2024, 'initial', 'USD', '5', 10),
    (2024, 'initial', 'USD', '5.1.01', 9),
    (2025, 'initial', 'IDR', '5', 1000),
    (2025, 'executed', 'IDR', '5.1.01', 100),
    (2026, 'initial', 'IDR', '5', 0),
    (2026, 'initial', 'IDR', '5.1.01', 0),
    (2026, 'revised', 'IDR', '5', 70),
    (2026, 'revised', 'IDR', '5.1.01', 0)
) AS t (year_no, stage, currency, account_code, amount)
-- query staff_share
-- expect year, stage, currency, staff, total, share
SELECT *
FROM (
  VALUES
    (2024, 'initial', 'IDR', 310.00, 1000.00, 0.31),
    (2024, 'revised', 'IDR', 500.00, 2000.00, 0.25),
    (2024, 'initial', 'USD', 9.00, 10.00, 0.9),
    (2026, 'revised', 'IDR', 0, 70.00, 0)
) AS t (year_no, stage, currency, staff, total, share)
