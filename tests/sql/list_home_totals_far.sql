-- Years without a known value do not hide the one the page begins with, however many there are: eighteen rows, and that one.
-- given process_summary
SELECT
  cast(year_no AS bigint) AS "year", 'IDR' AS currency, cast(CASE WHEN year_no <= 2001 THEN 5 END AS decimal(20, 2)) AS "value",
  cast(1 AS bigint) AS contract_count, cast(NULL AS decimal(20, 2)) AS contract_value, cast(NULL AS decimal(20, 2)) AS paid_total, true AS is_counted
FROM (
  VALUES (2000), (2001), (2002), (2003), (2004), (2005), (2006), (2007), (2008), (2009), (2010), (2011),
    (2012), (2013), (2014), (2015), (2016), (2017), (2018), (2019), (2020), (2021)
) AS t (year_no)
-- query list_home_totals
-- expect row_no, year_no, is_shown, value_total
SELECT 2022 - year_no AS row_no, year_no, year_no = 2001 AS is_shown, CASE WHEN year_no = 2001 THEN 5.00 END AS value_total
FROM (
  VALUES (2001), (2004), (2005), (2006), (2007), (2008), (2009), (2010), (2011),
    (2012), (2013), (2014), (2015), (2016), (2017), (2018), (2019), (2020), (2021)
) AS t (year_no)
