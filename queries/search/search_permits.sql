/*
+++
title = { id = "Jenis izin yang bisa dicari", en = "Kinds of permits that can be searched for" }
description = { id = "Terbanyak dulu.", en = "Most applications first." }
key = ["row_no"]
[list.search]
kind = "permit"
path = "izin/{kind_id}"
+++
*/
SELECT row_number() OVER (ORDER BY received_count DESC, kind_id) AS row_no, kind_id, kind_name AS title
FROM permit_kinds
ORDER BY row_no
