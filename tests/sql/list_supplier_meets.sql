-- Two who bid together twice meet, each seen from its own side; a single meeting, partners, one who only registered, and a room of more than
-- twenty tell nothing.
-- given supplier_processes
SELECT supplier_id, ocid, true AS offered, won, false AS joint
FROM (
  VALUES ('a', 't1', true), ('b', 't1', false), ('a', 't2', true), ('b', 't2', false), ('a', 't3', false), ('c', 't3', true), ('b', 't4', false)
) AS t (supplier_id, ocid, won)
UNION ALL SELECT supplier_id, ocid, true, true, true FROM (VALUES ('y1'), ('y2')) AS s (supplier_id) CROSS JOIN (VALUES ('t7'), ('t8')) AS t (ocid)
UNION ALL SELECT 'c', ocid, false, false, false FROM (VALUES ('t1'), ('t2')) AS t (ocid)
UNION ALL SELECT concat('x', n), ocid, true, false, false FROM (VALUES ('t5'), ('t6')) AS t (ocid) CROSS JOIN (
  VALUES ('01'), ('02'), ('03'), ('04'), ('05'), ('06'), ('07'), ('08'), ('09'), ('10'), ('11'),
    ('12'), ('13'), ('14'), ('15'), ('16'), ('17'), ('18'), ('19'), ('20'), ('21')
) AS m (n)
-- given supplier_summary
SELECT supplier_id, name FROM (VALUES ('a', 'CV A'), ('b', NULL), ('c', 'CV C'), ('x01', 'X1'), ('x02', 'X2'), ('y1', 'Y1'), ('y2', 'Y2')) AS t (supplier_id, name)
-- query list_supplier_meets
-- expect supplier_id, row_no, rival_id, rival_name, meeting_count, own_wins, rival_wins, room_count, bar_width
SELECT *
FROM (
  VALUES ('a', 1, 'b', 'b', 2, 2, 0, 3, 67), ('b', 1, 'a', 'CV A', 2, 0, 2, 2, 100)
) AS t (supplier_id, row_no, rival_id, rival_name, meeting_count, own_wins, rival_wins, room_count, bar_width)
