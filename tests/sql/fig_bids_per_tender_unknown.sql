-- Of nothing but unknown numbers there is no drawing.
-- given process_summary
SELECT method, is_counted, cast(tenderers AS bigint) AS tenderer_count
FROM (VALUES ('open', true, NULL), ('selective', true, NULL), ('direct', true, 3), ('open', false, 2)) AS t (method, is_counted, tenderers)
-- query fig_bids_per_tender
-- expect row_no, process_count
SELECT row_no, process_count FROM (VALUES (1, 1)) AS t (row_no, process_count) WHERE row_no > 1
