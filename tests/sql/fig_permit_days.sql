-- The kinds of most applications first; one without a decided application has no median and is not drawn.
-- given permit_kinds
SELECT * FROM (VALUES ('A', 'Izin A', 5, 3.5e0, 7), ('B', 'Izin B', 9, 2e0, NULL), ('C', 'Izin C', 20, NULL, 5), ('D', 'Izin D', 5, 1e0, 1))
  AS t (kind_id, kind_name, received_count, median_days, standard_days)
-- query fig_permit_days
-- expect row_no, kind_id, kind_name, received_count, median_days, standard_days
SELECT * FROM (VALUES (1, 'B', 'Izin B', 9, 2e0, NULL), (2, 'A', 'Izin A', 5, 3.5e0, 7), (3, 'D', 'Izin D', 5, 1e0, 1))
  AS t (row_no, kind_id, kind_name, received_count, median_days, standard_days)
