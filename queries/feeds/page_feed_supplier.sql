/*
+++
title = { id = "Umpan tiap penyedia", en = "Feeds of suppliers" }
description = { id = "Kejadian terakhir tiap penyedia sebagai umpan Atom.", en = "The latest events of each supplier as an Atom feed." }
key = ["supplier_id"]
[page]
path = "penyedia/{supplier_id}/pembaruan.xml"
template = "feed.xml"
title = { id = "{name}: kejadian terakhir", en = "{name}: latest events" }
description = { id = "Pengumuman, pemenang, kontrak, perubahan, dan pembayaran terakhir.", en = "The latest announcements, awards, contracts, changes and payments." }
[page.lists]
entries = { relation = "list_feed_supplier", key = ["supplier_id"] }
+++
*/
SELECT f.supplier_id, coalesce(s.name, s.supplier_id) AS name, f.happened AS latest, 'penyedia' AS family, s.supplier_id AS subject_id
FROM list_feed_supplier f
JOIN supplier_summary s ON s.supplier_id = f.supplier_id
WHERE f.row_no = 1
ORDER BY f.supplier_id
