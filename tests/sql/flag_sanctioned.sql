-- Only a number that is in force on the day fires; the first and the last day count; lifted, over and by name alone do not. Who has
-- no number of the list's kind, or won before the list begins or after its day, cannot be assessed.
-- given sanctions
SELECT sanction_id, supplier_id, cast(starts AS date) AS starts, cast(ends AS date) AS ends, status, DATE '2025-06-30' AS as_of
FROM (
  VALUES
    ('s1', 'npwp-1', '2025-02-01', '2025-03-31', 'active'), ('s2', 'npwp-2', '2025-02-01', '2025-03-31', 'lifted'),
    ('s3', 'nama-tiga', '2025-02-01', NULL, 'active'), ('s4', 'npwp-4', '2025-01-01', NULL, NULL)
) AS t (sanction_id, supplier_id, starts, ends, status)
-- given organizations
SELECT organization_id, scheme
FROM (
  VALUES
    ('npwp-1', 'npwp'), ('npwp-2', 'npwp'), ('nama-tiga', 'nama'), ('npwp-4', 'npwp'), ('npwp-9', 'npwp'), ('spse-5', 'spse')
) AS t (organization_id, scheme)
-- given supplier_awards
SELECT ocid, supplier_id, cast(awarded AS date) AS awarded, cast(signed AS date) AS signed
FROM (
  VALUES
    ('first', 'npwp-1', '2025-02-01', NULL), ('last', 'npwp-1', NULL, '2025-03-31'), ('over', 'npwp-1', '2025-04-01', '2025-03-01'),
    ('lifted', 'npwp-2', '2025-02-10', NULL), ('name', 'nama-tiga', '2025-02-10', NULL), ('open', 'npwp-4', '2025-05-01', NULL),
    ('other', 'npwp-9', '2025-02-10', NULL), ('early', 'npwp-9', '2024-12-31', NULL), ('late', 'npwp-9', '2025-07-01', NULL),
    ('local', 'spse-5', '2025-02-10', NULL), ('undated', 'npwp-9', NULL, NULL),
    ('joint', 'npwp-1', '2025-02-10', NULL), ('joint', 'spse-5', '2025-02-10', NULL), ('void', 'npwp-1', '2025-02-10', NULL)
) AS t (ocid, supplier_id, awarded, signed)
-- given process_facts
SELECT ocid, 'u' AS buyer_id, supplier_id, is_counted, 'tender' AS kind
FROM (
  VALUES
    ('first', 'npwp-1', true), ('last', 'npwp-1', true), ('over', 'npwp-1', true), ('lifted', 'npwp-2', true), ('name', 'nama-tiga', true),
    ('open', 'npwp-4', true), ('other', 'npwp-9', true), ('early', 'npwp-9', true), ('late', 'npwp-9', true), ('local', 'spse-5', true),
    ('undated', 'npwp-9', true), ('joint', NULL, true), ('void', 'npwp-1', false), ('none', NULL, true)
) AS t (ocid, supplier_id, is_counted)
-- query flag_sanctioned
-- expect subject_id, state, value
SELECT *
FROM (
  VALUES
    ('first', 'flagged', 1e0), ('last', 'flagged', 1e0), ('open', 'flagged', 1e0), ('joint', 'flagged', 1e0),
    ('over', 'clear', 0e0), ('lifted', 'clear', 0e0), ('other', 'clear', 0e0),
    ('name', 'not_enough_data', NULL), ('early', 'not_enough_data', NULL), ('late', 'not_enough_data', NULL),
    ('local', 'not_enough_data', NULL), ('undated', 'not_enough_data', NULL),
    ('void', 'not_applicable', 1e0), ('none', 'not_applicable', NULL)
) AS t (subject_id, state, value)
