/*
+++
title = { id = "Izin selesai setelah masuk", en = "Permits are decided after they came in" }
description = { id = "Permohonan yang tanggal selesainya sebelum tanggal masuknya: lamanya tidak dihitung.", en = "Applications decided before they came in: their duration is not counted." }
key = ["permit_id"]

[check]
severity = "warning"
+++
*/
SELECT permit_id, kind_id, received, decided
FROM permits
WHERE decided < received
ORDER BY permit_id
