-- Five days to a class, an empty class between others kept, the last one open; what has no duration is not counted.
-- given permit_facts
SELECT * FROM (VALUES ('a', 0), ('b', 4), ('c', 5), ('d', 17), ('e', NULL), ('f', 55), ('g', 400)) AS t (permit_id, day_count)
-- query fig_permit_spread
-- expect row_no, bucket, permit_count
SELECT *
FROM (
  VALUES
    (1, '0–4', 2), (2, '5–9', 1), (3, '10–14', 0), (4, '15–19', 1), (5, '20–24', 0), (6, '25–29', 0), (7, '30–34', 0),
    (8, '35–39', 0), (9, '40–44', 0), (10, '45–49', 0), (11, '50–54', 0), (12, '55+', 2)
) AS t (row_no, bucket, permit_count)
