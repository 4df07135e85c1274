/*
+++
title = { id = "Halaman jenis izin", en = "Pages of kinds of permits" }
description = { id = "Satu halaman untuk tiap jenis izin.", en = "One page for each kind of permit." }
key = ["kind_id"]
[page]
path = "izin/{kind_id}"
template = "permit_kind.html"
title = { id = "{kind_name}", en = "{kind_name}" }
description = { id = "Berapa lama {kind_name} diputus, dan berapa yang dalam standar.", en = "How long {kind_name} takes, and how many are decided within the standard." }
[page.lists]
parts = { relation = "list_permit_parts", key = ["kind_id"] }
+++
*/
SELECT
  kind_id, kind_name, received_count, granted_count, refused_count, withdrawn_count, pending_count, undated_count, timed_count, median_days, standard_days, judged_count,
  on_time_count, on_time_share
FROM permit_kinds
ORDER BY kind_id
