-- The heading's share is of those whose number of bidders is known, none among them; direct and cancelled processes are not told.
-- given process_summary
SELECT ocid, method, is_counted, tenderer_count
FROM (
  VALUES
    ('a', 'open', true, 1), ('b', 'open', true, 3), ('c', 'selective', true, 9), ('d', 'open', true, 0), ('e', 'open', true, NULL),
    ('f', 'direct', true, 1), ('g', 'open', false, 1)
) AS t (ocid, method, is_counted, tenderer_count)
-- query fig_bids_per_tender
-- expect bucket, process_count, share, finding_share
SELECT *
FROM (
  VALUES ('0', 1, 0.2e0, 0.25e0), ('1', 1, 0.2e0, 0.25e0), ('3', 1, 0.2e0, 0.25e0), ('6+', 1, 0.2e0, 0.25e0), ('unknown', 1, 0.2e0, 0.25e0)
) AS t (bucket, process_count, share, finding_share)
