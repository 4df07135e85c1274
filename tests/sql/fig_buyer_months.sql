-- A month in which an office signed nothing is zero where others signed; what was cancelled, undated, of a stray year, or of
-- the seventh office is left out; an office without a name has its code, and two of one name are told apart; one of a
-- handful of contracts is not in the heading.
-- given contract_summary
SELECT
  money AS currency, buyer AS buyer_id, name AS buyer_name, cast(day AS date) AS signed, amount AS value, counted AS is_counted
FROM (
  VALUES
    ('IDR', 'a', 'Dinas A', '2025-01-05', 300.00, true),
    ('IDR', 'a', 'Dinas A', '2025-03-05', 100.00, true),
    ('IDR', 'a', 'Dinas A', '2025-03-06', 100.00, false),
    ('IDR', 'a', 'Dinas A', NULL, 100.00, true),
    ('IDR', 'a', 'Dinas A', '2024-12-30', 900.00, true),
    ('IDR', 'b', NULL, '2025-03-09', 60.00, true),
    ('IDR', 'b', NULL, '2025-03-10', NULL, true),
    ('IDR', 'b', NULL, '2025-03-11', NULL, true),
    ('IDR', 'b', NULL, '2025-03-12', NULL, true),
    ('IDR', 'b', NULL, '2025-03-13', NULL, true),
    ('IDR', 'c', 'Dinas C', '2025-01-09', 50.00, true),
    ('IDR', 'd', 'Dinas C', '2025-01-09', 40.00, true),
    ('IDR', 'e', 'Dinas E', '2025-01-09', 30.00, true),
    ('IDR', 'f', 'Dinas F', '2025-01-09', 20.00, true),
    ('IDR', 'g', 'Dinas G', '2025-01-09', 10.00, true),
    ('IDR', NULL, NULL, '2025-01-09', 999.00, true),
    ('USD', 'g', 'Dinas G', '2024-07-09', 5.00, true)
) AS t (money, buyer, name, day, amount, counted)
-- given organizations
SELECT * FROM (VALUES ('a', 'DINAS A')) AS t (organization_id, name)
-- query fig_buyer_months
-- expect currency, row_no, name, year_no, month, label_id, label_en, value, contract_count, share, finding_name, finding_label_en, finding_share
SELECT *
FROM (
  VALUES
    ('IDR', 1, 'DINAS A', 2025, 1, 'Jan', 'Jan', 300.00, 1, 0.75e0, 'b', 'March', 1e0),
    ('IDR', 1, 'DINAS A', 2025, 3, 'Mar', 'Mar', 100.00, 1, 0.25e0, 'b', 'March', 1e0),
    ('IDR', 2, 'b', 2025, 1, 'Jan', 'Jan', 0.00, 0, 0e0, 'b', 'March', 1e0),
    ('IDR', 2, 'b', 2025, 3, 'Mar', 'Mar', 60.00, 5, 1e0, 'b', 'March', 1e0),
    ('IDR', 3, 'Dinas C c', 2025, 1, 'Jan', 'Jan', 50.00, 1, 1e0, 'b', 'March', 1e0),
    ('IDR', 3, 'Dinas C c', 2025, 3, 'Mar', 'Mar', 0.00, 0, 0e0, 'b', 'March', 1e0),
    ('IDR', 4, 'Dinas C d', 2025, 1, 'Jan', 'Jan', 40.00, 1, 1e0, 'b', 'March', 1e0),
    ('IDR', 4, 'Dinas C d', 2025, 3, 'Mar', 'Mar', 0.00, 0, 0e0, 'b', 'March', 1e0),
    ('IDR', 5, 'Dinas E', 2025, 1, 'Jan', 'Jan', 30.00, 1, 1e0, 'b', 'March', 1e0),
    ('IDR', 5, 'Dinas E', 2025, 3, 'Mar', 'Mar', 0.00, 0, 0e0, 'b', 'March', 1e0),
    ('IDR', 6, 'Dinas F', 2025, 1, 'Jan', 'Jan', 20.00, 1, 1e0, 'b', 'March', 1e0),
    ('IDR', 6, 'Dinas F', 2025, 3, 'Mar', 'Mar', 0.00, 0, 0e0, 'b', 'March', 1e0),
    ('USD', 1, 'Dinas G', 2024, 7, 'Jul', 'Jul', 5.00, 1, 1e0, NULL, 'July', 1e0)
) AS t (currency, row_no, name, year_no, month, label_id, label_en, value, contract_count, share, finding_name, finding_label_en, finding_share)
