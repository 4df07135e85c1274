-- Only a number that is in force on the day fires; the first and the last day count; lifted, over and by name alone do not. Who has
-- no number of the list's kind, or won before the list begins or after its day, cannot be assessed; nor who has the name of one listed
-- without a number, or whose sanction has an unclear status, no first day, or no end where others have one. Each award counts.
-- given sanctions
SELECT
  sanction_id, sanction_id AS decree, supplier_id, cast(starts AS date) AS starts, cast(ends AS date) AS ends, status, source_id,
  DATE '2025-06-30' AS as_of
FROM (
  VALUES
    ('s1', 'npwp-1', '2025-02-01', '2025-03-31', 'active', 'a'), ('s2', 'npwp-2', '2025-02-01', '2025-03-31', 'lifted', 'a'),
    ('s3', 'nama-tiga', '2025-02-01', '2025-12-31', 'active', 'a'), ('s4', 'npwp-4', '2025-01-01', NULL, NULL, 'b'),
    ('s5', 'npwp-5', '2025-02-01', '2025-03-31', 'unknown', 'a'), ('s6', 'npwp-6', '2025-02-01', NULL, 'active', 'a'),
    ('s7', 'npwp-7', NULL, '2025-03-31', 'active', 'a'), ('s8', 'npwp-8', '2025-03-31', '2025-02-01', NULL, 'a')
) AS t (sanction_id, supplier_id, starts, ends, status, source_id)
-- given organizations
SELECT organization_id, split_part(organization_id, '-', 1) AS scheme, name_key
FROM (
  VALUES
    ('npwp-1', 'SATU'), ('npwp-2', 'DUA'), ('nama-tiga', 'TIGA'), ('npwp-3', 'TIGA'), ('npwp-4', 'EMPAT'), ('npwp-5', 'LIMA'), ('npwp-6', 'ENAM'),
    ('npwp-7', 'TUJUH'), ('npwp-8', 'DELAPAN'), ('npwp-9', NULL), ('spse-5', 'LOKAL')
) AS t (organization_id, name_key)
-- given supplier_awards
SELECT ocid, supplier_id, cast(awarded AS date) AS awarded, cast(signed AS date) AS signed
FROM (
  VALUES
    ('first', 'npwp-1', '2025-02-01', NULL), ('last', 'npwp-1', NULL, '2025-03-31'), ('over', 'npwp-1', '2025-04-01', '2025-03-01'),
    ('lifted', 'npwp-2', '2025-02-10', NULL), ('name', 'nama-tiga', '2025-02-10', NULL), ('open', 'npwp-4', '2025-05-01', NULL),
    ('other', 'npwp-9', '2025-02-10', NULL), ('early', 'npwp-9', '2024-12-31', NULL), ('late', 'npwp-9', '2025-07-01', NULL),
    ('local', 'spse-5', '2025-02-10', NULL), ('undated', 'npwp-9', NULL, NULL),
    ('joint', 'npwp-1', '2025-02-10', NULL), ('joint', 'spse-5', '2025-02-10', NULL), ('void', 'npwp-1', '2025-02-10', NULL),
    ('named', 'npwp-3', '2025-02-10', NULL), ('status', 'npwp-5', '2025-02-10', NULL), ('endless', 'npwp-6', '2025-02-10', NULL),
    ('startless', 'npwp-7', '2025-02-10', NULL), ('turned', 'npwp-8', '2025-02-10', NULL), ('lots', 'npwp-1', '2025-01-10', NULL), ('lots', 'npwp-1', '2025-02-10', NULL)
) AS t (ocid, supplier_id, awarded, signed)
-- given process_facts
SELECT ocid, 'u' AS buyer_id, supplier_id, is_counted, 'tender' AS kind
FROM (
  VALUES
    ('first', 'npwp-1', true), ('last', 'npwp-1', true), ('over', 'npwp-1', true), ('lifted', 'npwp-2', true), ('name', 'nama-tiga', true),
    ('open', 'npwp-4', true), ('other', 'npwp-9', true), ('early', 'npwp-9', true), ('late', 'npwp-9', true), ('local', 'spse-5', true),
    ('undated', 'npwp-9', true), ('joint', NULL, true), ('void', 'npwp-1', false), ('none', NULL, true), ('named', 'npwp-3', true), ('status', 'npwp-5', true), ('endless', 'npwp-6', true),
    ('startless', 'npwp-7', true), ('turned', 'npwp-8', true), ('lots', 'npwp-1', true)
) AS t (ocid, supplier_id, is_counted)
-- query flag_sanctioned
-- expect subject_id, state, value
SELECT *
FROM (
  VALUES
    ('first', 'flagged', 1e0), ('last', 'flagged', 1e0), ('open', 'flagged', 1e0), ('joint', 'flagged', 1e0), ('lots', 'flagged', 1e0),
    ('over', 'clear', 0e0), ('lifted', 'clear', 0e0), ('other', 'clear', 0e0),
    ('name', 'not_enough_data', NULL), ('early', 'not_enough_data', NULL), ('late', 'not_enough_data', NULL),
    ('local', 'not_enough_data', NULL), ('undated', 'not_enough_data', NULL), ('named', 'not_enough_data', NULL),
    ('status', 'not_enough_data', NULL), ('endless', 'not_enough_data', NULL), ('startless', 'not_enough_data', NULL), ('turned', 'not_enough_data', NULL),
    ('void', 'not_applicable', 1e0), ('none', 'not_applicable', NULL)
) AS t (subject_id, state, value)
