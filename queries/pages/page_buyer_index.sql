/*
+++
title = { id = "Daftar instansi", en = "buyer list" }
key = ["view_id", "page_no"]
[page]
path = "instansi"
like = "page_buyer_list"
figure = "shared_figure"
title = { id = "Instansi", en = "Buyers" }
+++
*/
SELECT n.*, 'fig_top_buyers' AS shared_figure
FROM list_numbers n
WHERE n.list_name = 'instansi' AND n.view_id = 'nilai' AND n.page_no = 1
ORDER BY n.view_id, n.page_no
