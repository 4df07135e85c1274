/*
+++
title = { id = "Umpan tiap kecamatan", en = "Feeds of districts" }
description = { id = "Kejadian terakhir tiap kecamatan sebagai umpan Atom.", en = "The latest events of each district as an Atom feed." }
key = ["region_code"]
[page]
path = "wilayah/{region_code}/pembaruan.xml"
template = "feed.xml"
title = { id = "Kecamatan {name}: kejadian terakhir", en = "{name} district: latest events" }
description = { id = "Pengumuman, pemenang, kontrak, perubahan, dan pembayaran terakhir.", en = "The latest announcements, awards, contracts, changes and payments." }
[page.lists]
entries = { relation = "list_feed_region", key = ["region_code"] }
+++
*/
SELECT f.region_code, s.name, f.happened AS latest, 'wilayah' AS family, s.region_code AS subject_id
FROM list_feed_region f
JOIN region_summary s ON s.region_code = f.region_code
WHERE f.row_no = 1
ORDER BY f.region_code
