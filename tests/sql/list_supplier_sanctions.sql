-- By number, and by name only where one of the two has no number: two numbers are two firms, whatever their names.
-- given sanction_facts
SELECT
  sanction_id, supplier_id, supplier_id AS supplier_name, is_numbered, 'X' AS authority_name, sanction_id AS decree, 'Y' AS reason,
  DATE '2025-01-01' AS starts, DATE '2026-01-01' AS ends, 'active' AS status, true AS is_known, true AS in_force, 0 AS award_count, 0 AS undated_count, DATE '2025-06-30' AS as_of
FROM (VALUES ('s1', 'npwp-1', true), ('s2', 'nama-satu', false)) AS t (sanction_id, supplier_id, is_numbered)
-- given organizations
SELECT organization_id, name_key
FROM (
  VALUES
    ('npwp-1', 'SATU'), ('npwp-2', 'SATU'), ('spse-3', 'SATU'), ('nama-satu', 'SATU'), ('npwp-4', 'EMPAT'), ('npwp-5', NULL)
) AS t (organization_id, name_key)
-- given supplier_summary
SELECT supplier_id FROM (VALUES ('npwp-1'), ('npwp-2'), ('spse-3'), ('npwp-4'), ('npwp-5')) AS t (supplier_id)
-- query list_supplier_sanctions
-- expect supplier_id, row_no, sanction_id, is_same_name
SELECT *
FROM (
  VALUES
    ('npwp-1', 1, 's1', false), ('npwp-1', 2, 's2', true), ('npwp-2', 1, 's2', true),
    ('spse-3', 1, 's1', true), ('spse-3', 2, 's2', true)
) AS t (supplier_id, row_no, sanction_id, is_same_name)
