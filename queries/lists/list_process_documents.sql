/*
+++
title = { id = "Dokumen tiap paket", en = "Documents of each process" }
description = { id = "Dokumen menurut tahap: yang punya alamat, judul, atau keterangan.", en = "Documents by stage: those with an address, a title or a description." }
key = ["ocid", "row_no"]
[list]
+++
*/
WITH told AS (
  SELECT
    d.ocid, d.document_id, d.stage, d.kind, d.kind_details,
    substr(coalesce(d.title, d.description), 1, 300) AS title,
    -- An address of which something was hidden or cut leads elsewhere, or nowhere.
    CASE
      WHEN (lower(d.url) LIKE 'https://_%.%' OR lower(d.url) LIKE 'http://_%.%') AND d.url NOT LIKE '%(hidden)%' AND length(d.url) <= 2000
        THEN d.url
    END AS url,
    d.url IS NOT NULL AS has_address,
    CASE
      WHEN lower(d.format) LIKE '%pdf' THEN 'PDF'
      WHEN lower(d.format) LIKE '%msword' OR lower(d.format) LIKE '%wordprocessingml%' THEN 'Word'
      WHEN lower(d.format) LIKE '%ms-excel' OR lower(d.format) LIKE '%spreadsheetml%' THEN 'Excel'
      WHEN lower(d.format) LIKE '%zip' THEN 'ZIP'
    END AS file_type,
    d.published,
    CASE d.stage WHEN 'planning' THEN 1 WHEN 'tender' THEN 2 WHEN 'award' THEN 3 WHEN 'contract' THEN 4 ELSE 5 END AS stage_no
  FROM documents d
  WHERE d.url IS NOT NULL OR d.title IS NOT NULL OR d.description IS NOT NULL
),
-- What several contracts of a process share is one document.
once AS (
  SELECT *
  FROM told
  QUALIFY row_number() OVER (PARTITION BY ocid, coalesce(url, document_id), coalesce(title, '') ORDER BY stage_no, published NULLS LAST, document_id) = 1
)
SELECT
  ocid, document_id,
  row_number() OVER (PARTITION BY ocid ORDER BY stage_no, published NULLS LAST, document_id) AS row_no,
  stage, kind, kind_details, title, url, has_address, file_type, published
FROM once
ORDER BY ocid, row_no
