/*
+++
title = { id = "Sanksi yang bisa dicari", en = "Sanctions that can be searched for" }
description = { id = "Nama perusahaan yang sanksinya berlaku atau tidak jelas habisnya, dari yang tampil di halaman sanksi.", en = "Names of firms whose sanction is in force or has no known end, of those shown on the page of sanctions." }
key = ["row_no"]
[list.search]
kind = "sanction"
path = "penyedia/sanksi"
joined = true
+++
*/
SELECT s.row_no, s.supplier_name AS title, concat_ws(' · ', s.decree, s.authority_name, cast(s.starts AS varchar) || coalesce(' – ' || cast(s.ends AS varchar), '')) AS detail
FROM list_sanctions s
WHERE s.supplier_name IS NOT NULL AND s.in_force IS NOT FALSE
ORDER BY s.row_no
