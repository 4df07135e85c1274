/*
+++
title = { id = "Tanda", en = "Flags" }
description = { id = "Semua tanda dan cakupannya.", en = "All flags and their coverage." }
key = ["page_id"]
[page]
path = "risiko"
template = "flags.html"
title = { id = "Tanda yang perlu dilihat", en = "Flags worth a look" }
description = { id = "Tanda menunjukkan paket yang patut diperiksa, bukan yang bersalah.", en = "A flag points to processes worth checking, never to guilt." }
[page.lists]
flags = { relation = "list_flag_index", key = [] }
+++
*/
SELECT *, unassessed_count - lacking_count AS apart_count
FROM (
  SELECT
    'risiko' AS page_id,
    count(*) AS flag_kinds,
    (SELECT count(*) FROM process_summary WHERE is_counted) AS process_count,
    (SELECT count(*) FROM process_summary WHERE flag_count > 0) AS flagged_count,
    (SELECT count(*) FROM process_summary WHERE flags_assessed > 0) AS assessed_count,
    (SELECT count(*) FROM sanction_facts) AS sanction_count,
    (
      SELECT count(*)
      FROM process_summary p
      JOIN (SELECT ocid FROM flag_results WHERE state = 'not_enough_data' GROUP BY ocid) l ON l.ocid = p.ocid
      WHERE p.is_counted AND coalesce(p.flags_assessed, 0) = 0
    ) AS lacking_count,
    (SELECT count(*) FROM process_summary WHERE is_counted AND coalesce(flags_assessed, 0) = 0) AS unassessed_count
  FROM catalog_flags
) AS counted
ORDER BY page_id
