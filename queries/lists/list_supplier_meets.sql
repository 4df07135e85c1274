/*
+++
title = { id = "Lawan tiap penyedia dalam tender", en = "Whom each supplier meets in tenders" }
description = { id = "Penyedia lain yang menawar dalam tender yang sama, paling sedikit dua kali: berapa kali bertemu, dan siapa yang menang. Mitra yang menang bersama bukan lawan. Tender dengan lebih dari dua puluh penawar tidak dihitung. Sepuluh yang paling sering.", en = "Other suppliers that bid in the same tenders, at least twice: how often they met, and who won. Partners who won together are no rivals. Tenders with more than twenty bidders are left out. The ten most frequent." }
key = ["supplier_id", "row_no"]
[list]
+++
*/
WITH offers AS (
  SELECT supplier_id, ocid, won, won AND joint AS shared FROM supplier_processes WHERE offered
),
-- In a crowd everyone meets everyone, which says nothing of two.
rooms AS (
  SELECT ocid FROM offers GROUP BY ocid HAVING count(*) BETWEEN 2 AND 20
),
seats AS (
  SELECT o.supplier_id, o.ocid, o.won, o.shared FROM offers o JOIN rooms r ON r.ocid = o.ocid
),
pairs AS (
  SELECT
    a.supplier_id, b.supplier_id AS rival_id,
    count(*) AS meeting_count,
    count(*) FILTER (WHERE a.won) AS own_wins,
    count(*) FILTER (WHERE b.won) AS rival_wins
  FROM seats a
  JOIN seats b ON b.ocid = a.ocid
  WHERE a.supplier_id <> b.supplier_id AND NOT (a.shared AND b.shared)
  GROUP BY a.supplier_id, b.supplier_id
  HAVING count(*) >= 2
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY supplier_id ORDER BY meeting_count DESC, own_wins + rival_wins DESC, rival_id) AS row_no
  FROM pairs
),
sizes AS (
  SELECT supplier_id, count(*) AS room_count FROM seats GROUP BY supplier_id
)
SELECT
  r.supplier_id, r.row_no, r.rival_id, coalesce(s.name, r.rival_id) AS rival_name, r.meeting_count, r.own_wins, r.rival_wins, z.room_count,
  cast(round(100.0 * cast(r.meeting_count AS double) / cast(z.room_count AS double)) AS bigint) AS bar_width
FROM ranked r
JOIN sizes z ON z.supplier_id = r.supplier_id
JOIN supplier_summary s ON s.supplier_id = r.rival_id
WHERE r.row_no <= 10
ORDER BY r.supplier_id, r.row_no
