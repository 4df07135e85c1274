-- given process_facts
SELECT ocid, CASE WHEN ocid LIKE 'repeats%' THEN 'twice' ELSE 'once' END AS source_id, 'b' AS buyer_id, 's' AS supplier_id, kind, method, is_counted, other_currency_count,
  cast(NULL AS date) AS announced_date, cast(NULL AS date) AS deadline_date,
  cast(estimate AS decimal(20, 2)) AS estimate, cast(award AS decimal(20, 2)) AS award_value, cast(contract AS decimal(20, 2)) AS contract_value,
  'IDR' AS currency
FROM (
  VALUES
    ('at the limit', 'tender', 'open', true, 0, 1000.00, NULL, 990.00),
    ('just below', 'tender', 'open', true, 0, 1000.00, NULL, 989.99),
    ('above the estimate', 'tender', 'selective', true, 0, 1000.00, NULL, 1200.00),
    ('the award speaks until there is a contract', 'tender', 'open', true, 0, 1000.00, 995.00, NULL),
    ('the contract speaks before the award', 'tender', 'open', true, 0, 1000.00, 995.00, 900.00),
    ('raised by a change', 'tender', 'open', true, 0, 1000.00, NULL, 1080.00),
    ('lowered by a change', 'tender', 'open', true, 0, 1000.00, 900.00, 900.00),
    ('negotiated directly', 'direct', 'direct', true, 0, 1000.00, NULL, 999.00),
    ('estimate is a placeholder', 'tender', 'open', true, 0, 1.00, NULL, 1.00),
    ('price is a placeholder', 'tender', 'open', true, 0, 99999999.00, NULL, 99999999.00),
    ('no estimate', 'tender', 'open', true, 0, NULL, NULL, 900.00),
    ('no price', 'tender', 'open', true, 0, 1000.00, NULL, NULL),
    ('two currencies', 'ocds', 'open', true, 1, 1000.00, NULL, 999.00),
    ('cancelled', 'tender', 'open', false, 0, 1000.00, NULL, 999.00),
    ('no method', 'ocds', NULL, true, 0, 1000.00, NULL, 999.00),
    ('equal where others are not', 'tender', 'open', true, 0, 1000.00, NULL, 1000.00),
    ('repeats 1', 'ocds', 'open', true, 0, 1000.00, NULL, 1000.00),
    ('repeats 2', 'ocds', 'open', true, 0, 2000.00, NULL, 2000.00),
    ('repeats 3', 'ocds', 'open', true, 0, 3000.00, NULL, 3000.00),
    ('repeats but for this', 'ocds', 'open', true, 0, 1000.00, NULL, 995.00),
    ('repeats but for that', 'ocds', 'open', true, 0, 1000.00, NULL, 500.00)
) AS t (ocid, kind, method, is_counted, other_currency_count, estimate, award, contract)
-- given contract_changes
SELECT ocid, currency, cast(change_total AS decimal(20, 2)) AS change_total
FROM (VALUES ('raised by a change', 'IDR', 160), ('lowered by a change', 'IDR', -95), ('just below', 'USD', -50)) AS t (ocid, currency, change_total)
-- query flag_near_estimate
-- expect subject_id, state
SELECT *
FROM (
  VALUES
    ('at the limit', 'flagged'),
    ('just below', 'clear'),
    ('above the estimate', 'flagged'),
    ('the award speaks until there is a contract', 'flagged'),
    ('the contract speaks before the award', 'clear'),
    ('raised by a change', 'clear'),
    ('lowered by a change', 'flagged'),
    ('negotiated directly', 'not_applicable'),
    ('estimate is a placeholder', 'not_enough_data'),
    ('price is a placeholder', 'not_enough_data'),
    ('no estimate', 'not_enough_data'),
    ('no price', 'not_enough_data'),
    ('two currencies', 'not_applicable'),
    ('cancelled', 'not_applicable'),
    ('no method', 'not_enough_data'),
    ('equal where others are not', 'flagged'),
    ('repeats 1', 'not_enough_data'),
    ('repeats 2', 'not_enough_data'),
    ('repeats 3', 'not_enough_data'),
    ('repeats but for this', 'flagged'),
    ('repeats but for that', 'clear')
) AS t (subject_id, state)
