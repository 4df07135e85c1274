/*
+++
title = { id = "Halaman daftar paket", en = "Pages of the process lists" }
description = { id = "Lima puluh paket tiap halaman, menurut tahun, urutan, dan saringan.", en = "Fifty processes a page, by year, order and filter." }
key = ["year_label", "view_id", "page_no"]
[page]
path = "paket/tahun/{year_label}/{view_id}/{page_no}"
template = "process_list.html"
title = { id = "Paket pengadaan {year_id}, {words_id}, halaman {page_no}", en = "Contracting processes {year_en}, {words_en}, page {page_no}" }
description = { id = "Daftar paket pengadaan pemerintah {year_id}: {words_id}.", en = "Government contracting processes {year_en}: {words_en}." }
[page.lists]
rows = { relation = "list_process_rows", key = ["year_label", "view_id", "page_no"] }
facets = { relation = "list_process_facets", key = ["year_label"] }
years = { relation = "list_process_years", key = [] }
months = { relation = "list_months", key = ["year_label"] }
+++
*/
SELECT y.year_label, y.year_id, y.year_en, n.*, coalesce(s.name, b.name, b.buyer_id) AS label,
  coalesce(w.words_id, 'Kecamatan ' || s.name, b.name, b.buyer_id, n.view_id) AS words_id,
  coalesce(w.words_en, s.name || ' district', b.name, b.buyer_id, n.view_id) AS words_en
FROM list_numbers n
JOIN list_process_years y ON y.year_label = n.list_key
LEFT JOIN (VALUES
  ('terbaru', 'terbaru', 'latest'), ('terbesar', 'nilai terbesar', 'largest value'),
  ('penawar-terbanyak', 'peserta terbanyak', 'most participants'), ('bertanda', 'bertanda', 'flagged'),
  ('metode-open', 'metode terbuka', 'open method'), ('metode-selective', 'metode terseleksi', 'selective method'),
  ('metode-limited', 'metode terbatas', 'limited method'), ('metode-direct', 'metode langsung', 'direct method'),
  ('jenis-goods', 'barang', 'goods'), ('jenis-works', 'konstruksi', 'works'), ('jenis-services', 'jasa', 'services'),
  ('status-planned', 'direncanakan', 'planned'),
  ('status-active', 'berjalan', 'active'), ('status-cancelled', 'dibatalkan', 'cancelled'),
  ('status-unsuccessful', 'gagal', 'unsuccessful'), ('status-complete', 'pemilihan selesai', 'selection complete'),
  ('status-withdrawn', 'ditarik', 'withdrawn'), ('metode-swakelola', 'swakelola', 'self-managed'),
  ('metode-unknown', 'metode tidak disebut', 'method not stated'), ('jenis-unknown', 'jenis tidak disebut', 'category not stated'),
  ('status-unknown', 'status lain', 'other status')
) AS w (view_id, words_id, words_en) ON w.view_id = n.view_id
LEFT JOIN region_summary s ON concat('wilayah-', s.region_code) = n.view_id
LEFT JOIN buyer_summary b ON concat('instansi-', b.buyer_id) = n.view_id
WHERE n.list_name = 'paket' AND NOT (n.view_id = 'terbaru' AND n.page_no = 1)
ORDER BY y.year_label, n.view_id, n.page_no
