/*
+++
title = { id = "Daftar penyedia", en = "supplier list" }
key = ["view_id", "page_no"]
[page]
path = "penyedia"
like = "page_supplier_list"
figure = "shared_figure"
title = { id = "Penyedia", en = "Suppliers" }
+++
*/
SELECT n.*, z.sanction_count, 'fig_top_suppliers' AS shared_figure
FROM list_numbers n
CROSS JOIN (SELECT count(*) AS sanction_count FROM sanction_facts) z
WHERE n.list_name = 'penyedia' AND n.view_id = 'nilai' AND n.page_no = 1
ORDER BY n.view_id, n.page_no
