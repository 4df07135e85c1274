/*
+++
title = { id = "Pilihan daftar instansi", en = "Choices of the buyer list" }
description = { id = "Urutan dan huruf yang ada, dengan jumlahnya.", en = "The orders and letters there are, with counts." }
key = ["view_id"]
[list]
+++
*/
SELECT
  v.view_id,
  CASE WHEN starts_with(v.view_id, 'abjad-') THEN 'letter' ELSE 'order' END AS group_id,
  CASE WHEN starts_with(v.view_id, 'abjad-') THEN upper(substr(v.view_id, 7)) END AS letter,
  max(v.view_count) AS view_count
FROM list_buyer_views v
GROUP BY v.view_id
ORDER BY v.view_id
