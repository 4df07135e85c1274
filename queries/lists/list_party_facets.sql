/*
+++
title = { id = "Pilihan daftar instansi dan penyedia", en = "Choices of the lists of buyers and suppliers" }
description = { id = "Urutan dan huruf yang ada, dengan jumlahnya.", en = "The orders and letters there are, with counts." }
key = ["list_name", "view_id"]
[list]
+++
*/
SELECT
  n.list_name,
  n.view_id,
  CASE WHEN starts_with(n.view_id, 'abjad-') THEN 'letter' ELSE 'order' END AS group_id,
  CASE WHEN starts_with(n.view_id, 'abjad-') THEN upper(substr(n.view_id, 7)) END AS letter,
  n.view_count
FROM list_numbers n
WHERE n.list_name IN ('instansi', 'penyedia') AND n.page_no = 1
ORDER BY n.list_name, n.view_id
