/*
+++
title = { id = "Umpan tiap tanda", en = "Feeds of flags" }
description = { id = "Paket bertanda sebagai umpan Atom, yang terbaru dulu.", en = "Flagged processes as an Atom feed, the latest first." }
key = ["code"]
[page]
path = "risiko/{subject_id}/pembaruan.xml"
template = "feed.xml"
title = { id = "{title_id}", en = "{title_en}" }
description = { id = "Tanda berarti \"lihat di sini\", bukan \"bersalah\".", en = "A flag says \"look here\", never \"guilty\"." }
[page.lists]
entries = { relation = "list_feed_flag", key = ["code"] }
+++
*/
SELECT f.code, c.title_id, c.title_en, f.happened AS latest, 'risiko' AS family, lower(f.code) AS subject_id
FROM list_feed_flag f
JOIN catalog_flags c ON c.code = f.code
WHERE f.row_no = 1
ORDER BY f.code
