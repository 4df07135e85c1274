/*
+++
title = { id = "Kecamatan tiap paket", en = "Districts of each process" }
description = { id = "Kecamatan yang disebut lokasi paket itu.", en = "The districts that the place of the process names." }
key = ["ocid", "region_code"]
[list]
+++
*/
SELECT ocid, region_code, region_name
FROM region_processes
ORDER BY ocid, region_code
