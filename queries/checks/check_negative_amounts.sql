/*
+++
title = { id = "Nilai negatif", en = "Negative amounts" }
description = { id = "Nilai kontrak, penetapan, atau pembayaran yang negatif: koreksi atau salah ketik.", en = "Contract, award or payment amounts below zero: corrections or typing errors." }

[check]
severity = "warning"
+++
*/
SELECT 'contracts' AS table_name, ocid, contract_id AS row_key, value AS amount, currency FROM contracts WHERE value < 0
UNION ALL
SELECT 'awards', ocid, award_id, value, currency FROM awards WHERE value < 0
UNION ALL
SELECT 'payments', ocid, payment_id, amount, currency FROM payments WHERE amount < 0
ORDER BY table_name, ocid, row_key
