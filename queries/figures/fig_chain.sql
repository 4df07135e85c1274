/*
+++
title = { id = "Dari anggaran sampai pembayaran", en = "From budget to payment" }
description = { id = "Nilai di tiap tahap rantai, dan berapa darinya yang tersambung dengan tahap sebelumnya.", en = "Amounts at each stage of the chain, and how much of it joins the stage before." }
key = ["currency", "position"]

[figure]
kind = "funnel"
x = "stage"
y = ["amount"]
label = "label"
unit = "money"
currency = "currency"

[fields.stage]
title = { id = "Tahap", en = "Stage" }
+++
*/
SELECT
  currency,
  position,
  stage,
  CASE stage WHEN 'budget' THEN 'Anggaran' WHEN 'plan' THEN 'Rencana' WHEN 'process' THEN 'Proses' WHEN 'contract' THEN 'Kontrak' ELSE 'Pembayaran' END AS label_id,
  CASE stage WHEN 'budget' THEN 'Budget' WHEN 'plan' THEN 'Plans' WHEN 'process' THEN 'Processes' WHEN 'contract' THEN 'Contracts' ELSE 'Payments' END AS label_en,
  amount,
  row_count,
  joined_count,
  unjoined_count
FROM chain_funnel
WHERE currency IS NOT NULL
ORDER BY currency, position
