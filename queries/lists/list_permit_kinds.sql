/*
+++
title = { id = "Jenis izin dalam daftar", en = "Kinds of permits as lists show them" }
description = { id = "Terbanyak dulu.", en = "Most applications first." }
key = ["row_no"]
[list]
+++
*/
SELECT
  row_number() OVER (ORDER BY received_count DESC, kind_id) AS row_no, k.*,
  cast(round(100 * on_time_share) AS bigint) AS bar_width
FROM permit_kinds k
ORDER BY row_no
