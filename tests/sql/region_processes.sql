-- Only the word kecamatan (or kec.) before a whole name makes it a district; a shared name is nobody's, nor is a longer one that is not known.
-- given regions
SELECT * FROM (
  VALUES ('1.01', 'district', 'Umpama'), ('1.02', 'district', 'Umpama Jaya'), ('1.03', 'district', 'Contoh-sari'),
    ('1.04', 'district', 'Sama'), ('2.04', 'district', 'SAMA'), ('1.05', 'district', 'Sumber'), ('1.06', 'district', 'Sumber Rejo'), ('2.06', 'district', 'Sumber Rejo'), ('1.07', 'district', 'Kota Khayal'),
    ('1', 'regency', 'Khayal')
) AS t (region_code, level, name)
-- given processes
SELECT * FROM (
  VALUES ('a', 'Desa X Kec. Umpama - Kab. Y', NULL), ('b', 'Kecamatan umpama jaya - Khayal (Kab.) - Andai', NULL), ('c', NULL, 'Jalan KECAMATAN CONTOH SARI, RT 1'),
    ('d', 'Umpama', 'Sekolah Umpama'), ('e', 'Kecamatan Sama', NULL), ('f', 'Kec.Umpama', 'Jembatan Kec Umpama dan Kec Contoh-Sari'),
    ('g', 'Kecamatan Umpamasari', NULL), ('h', 'Kecamatan Khayal', NULL), ('i', 'Kec. Sumber Rejo', NULL), ('j', 'Kec. Umpama. Jaya raya', 'Kecamatan Umpama Laut'),
    ('k', 'Kecamatan Kota Khayal Kota X', 'Kec. Umpamaé'), ('l', NULL, 'Got Kec Umpama dan Kec. Umpama Jaya Kp Atas RT 02')
) AS t (ocid, location, title)
-- given plan_links
SELECT * FROM (VALUES ('d', 'p1'), ('h', 'p2')) AS t (ocid, plan_id)
-- given planned_packages
SELECT 'p1' AS plan_id, 'kec. contoh sari' AS location
-- given plan_locations
SELECT 'p2' AS plan_id, '1' AS line, 'Kec.  Umpama' AS detail
-- query region_processes
-- expect ocid, region_code, basis
SELECT * FROM (
  VALUES ('a', '1.01', 'place'), ('b', '1.02', 'place'), ('c', '1.03', 'title'), ('d', '1.03', 'place'), ('f', '1.01', 'place'),
    ('f', '1.03', 'title'), ('h', '1.01', 'place'), ('j', '1.01', 'place'), ('k', '1.07', 'place'), ('l', '1.01', 'title'), ('l', '1.02', 'title')
) AS t (ocid, region_code, basis)
