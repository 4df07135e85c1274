/*
+++
title = { id = "Baris daftar paket", en = "Rows of the process lists" }
description = { id = "Baris tiap halaman daftar paket.", en = "The rows of each page of the process lists." }
key = ["year_label", "view_id", "page_no", "row_no"]
[list]
+++
*/
SELECT
  v.year_label, v.view_id, v.page_no, v.row_no,
  p.ocid,
  coalesce(p.title, p.process_id, p.ocid) AS title,
  p.buyer_name, p.method, p.method_details, p.category, p.status, p.currency, p."value", p.ceiling, p.estimate, p.bidder_count, p.supplier_names, p.flag_count,
  coalesce(p.signed, p.awarded, cast(p.announced AS date)) AS event_date
FROM list_process_views v
JOIN process_summary p ON p.ocid = v.ocid
ORDER BY v.year_label, v.view_id, v.page_no, v.row_no
