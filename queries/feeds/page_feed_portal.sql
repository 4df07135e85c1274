/*
+++
title = { id = "Umpan seluruh portal", en = "The portal's feed" }
description = { id = "Kejadian terakhir sebagai umpan Atom.", en = "The latest events as an Atom feed." }
key = ["latest"]
[page]
path = "pembaruan.xml"
template = "feed.xml"
title = { id = "Kejadian terakhir", en = "Latest events" }
description = { id = "Pengumuman, pemenang, kontrak, perubahan, dan pembayaran terakhir.", en = "The latest announcements, awards, contracts, changes and payments." }
[page.lists]
entries = { relation = "list_feed_portal", key = [] }
+++
*/
SELECT max(happened) AS latest, cast(NULL AS varchar) AS family, cast(NULL AS varchar) AS subject_id
FROM list_events
HAVING count(*) > 0
ORDER BY latest
