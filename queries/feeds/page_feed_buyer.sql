/*
+++
title = { id = "Umpan tiap instansi", en = "Feeds of buyers" }
description = { id = "Kejadian terakhir tiap instansi sebagai umpan Atom.", en = "The latest events of each buyer as an Atom feed." }
key = ["buyer_id"]
[page]
path = "instansi/{buyer_id}/pembaruan.xml"
template = "feed.xml"
title = { id = "{name}: kejadian terakhir", en = "{name}: latest events" }
description = { id = "Pengumuman, pemenang, kontrak, perubahan, dan pembayaran terakhir.", en = "The latest announcements, awards, contracts, changes and payments." }
[page.lists]
entries = { relation = "list_feed_buyer", key = ["buyer_id"] }
+++
*/
SELECT f.buyer_id, coalesce(b.name, b.buyer_id) AS name, f.happened AS latest, 'instansi' AS family, b.buyer_id AS subject_id
FROM list_feed_buyer f
JOIN buyer_summary b ON b.buyer_id = f.buyer_id
WHERE f.row_no = 1
ORDER BY f.buyer_id
