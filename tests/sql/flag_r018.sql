-- The first row is the worked example of Cardinal's documentation.
-- given process_facts
SELECT ocid, 'b' AS buyer_id, 's' AS supplier_id, kind, method, is_counted, tenderer_count, bidder_count,
  cast(closes AS date) AS deadline_date, DATE '2025-10-03' AS as_of
FROM (
  VALUES
    ('F', 'ocds', 'open', true, 1, NULL, NULL),
    ('forty registered, one bid', 'tender', 'open', true, 1, 40, '2025-09-01'),
    ('two bids', 'tender', 'selective', true, 2, 2, '2025-09-01'),
    ('the source says none', 'ocds', 'open', true, 0, NULL, NULL),
    ('no list', 'tender', 'open', true, NULL, NULL, '2025-09-01'),
    ('registered only', 'tender', 'open', true, NULL, 12, '2025-09-01'),
    ('still open', 'tender', 'open', true, 1, 3, '2025-10-09'),
    ('cancelled', 'tender', 'open', false, 1, 1, '2025-09-01'),
    ('direct', 'direct', 'direct', true, 1, 1, NULL),
    ('limited', 'ocds', 'limited', true, 1, 1, NULL),
    ('no method', 'ocds', NULL, true, 1, 1, NULL)
) AS t (ocid, kind, method, is_counted, tenderer_count, bidder_count, closes)
-- query flag_r018
-- expect subject_id, state
SELECT *
FROM (
  VALUES
    ('F', 'flagged'),
    ('forty registered, one bid', 'flagged'),
    ('two bids', 'clear'),
    ('the source says none', 'clear'),
    ('no list', 'not_enough_data'),
    ('registered only', 'not_enough_data'),
    ('still open', 'not_enough_data'),
    ('cancelled', 'not_applicable'),
    ('direct', 'not_applicable'),
    ('limited', 'not_applicable'),
    ('no method', 'not_enough_data')
) AS t (subject_id, state)
