/*
+++
title = { id = "Sanksi yang bisa dicari", en = "Sanctions that can be searched for" }
description = { id = "Nama tiap perusahaan di daftar sanksi.", en = "The name of each firm on the list of sanctions." }
key = ["row_no"]
[list.search]
kind = "sanction"
path = "penyedia/sanksi"
joined = true
+++
*/
SELECT s.row_no, s.supplier_name AS title, concat_ws(' · ', s.decree, s.authority_name) AS detail
FROM list_sanctions s
WHERE s.supplier_name IS NOT NULL
ORDER BY s.row_no
