-- Documents by stage and day, undated ones after; only addresses of the web are links; what says nothing at all is not listed.
-- given documents
SELECT ocid, document_id, stage, kind, title, description, url, format, cast(published AS date) AS published
FROM (
  VALUES
    ('p', 'contract/k/1', 'contract', 'contractSigned', NULL, NULL, 'https://x.example/k.pdf', 'application/pdf', '2025-01-01'),
    ('p', 'tender/1', 'tender', 'tenderNotice', 'Pengumuman', 'Isi', 'javascript:alert(1)', 'text/html', NULL),
    ('p', 'tender/2', 'tender', NULL, NULL, 'Keterangan', 'HTTP://x.example/2', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document', '2025-02-01'),
    ('p', 'implementation/k/1', 'implementation', 'illustration', NULL, NULL, NULL, NULL, NULL),
    ('p', 'planning/1', 'planning', NULL, NULL, NULL, 'https://x.example/1', 'zip', NULL),
    ('p', 'tender/3', 'tender', NULL, 'Spasi', NULL, 'https://x.example/a b.pdf', NULL, '2025-02-02'),
    ('p', 'tender/4', 'tender', NULL, 'Disamarkan', NULL, 'https://(hidden)@x.example/', NULL, '2025-02-03'),
    ('p', 'tender/5', 'tender', NULL, 'Tanpa nama', NULL, 'https://', NULL, '2025-02-04'),
    ('q', 'award/a/1', 'award', NULL, 'Berita acara', NULL, NULL, NULL, NULL)
) AS t (ocid, document_id, stage, kind, title, description, url, format, published)
-- query list_process_documents
-- expect ocid, row_no, document_id, title, url, has_address, file_type
SELECT *
FROM (
  VALUES
    ('p', 1, 'planning/1', NULL, 'https://x.example/1', true, 'ZIP'),
    ('p', 2, 'tender/2', 'Keterangan', 'HTTP://x.example/2', true, 'Word'),
    ('p', 3, 'tender/3', 'Spasi', 'https://x.example/a b.pdf', true, NULL),
    ('p', 4, 'tender/4', 'Disamarkan', NULL, true, NULL),
    ('p', 5, 'tender/5', 'Tanpa nama', NULL, true, NULL),
    ('p', 6, 'tender/1', 'Pengumuman', NULL, true, NULL),
    ('p', 7, 'contract/k/1', NULL, 'https://x.example/k.pdf', true, 'PDF'),
    ('q', 1, 'award/a/1', 'Berita acara', NULL, false, NULL)
) AS t (ocid, row_no, document_id, title, url, has_address, file_type)
