-- a limit
SELECT TOP (5) * FROM t;

-- an average of integers
SELECT AVG(1.0 * a) FROM t;

-- an average of distinct values
SELECT AVG(DISTINCT 1.0 * a) FROM t;

-- a quotient
SELECT 1.0 * a / COUNT(*) FROM t;

-- a year
SELECT YEAR(d) FROM t;

-- a quarter
SELECT CONCAT(YEAR(d), '-Q', DATEPART(quarter, d)) FROM t;

-- a month
SELECT CONVERT(char(7), d, 126) FROM t;

-- a week
SELECT CONVERT(char(10), DATEADD(day, -(DATEDIFF(day, '17530101', d) % 7), d), 126) FROM t;

-- a day
SELECT CONVERT(char(10), d, 126) FROM t;

-- a month of any year
SELECT MONTH(d) FROM t;

-- a day of the week
SELECT (DATEDIFF(day, '17530101', d) % 7 + 1) FROM t;

-- the name of a day
SELECT CASE (DATEDIFF(day, '17530101', d) % 7 + 1) WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday' WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' WHEN 7 THEN 'Sunday' END FROM t;

-- an hour
SELECT DATEPART(hour, d) FROM t;

-- a time of day
SELECT CONVERT(char(5), d, 108) FROM t;

-- the days between two dates
SELECT (DATEDIFF(minute, d, '20240531') / 1440.0) FROM t;

-- a date
SELECT d FROM t WHERE d < '20240531';

-- a moment
SELECT d FROM t WHERE d < '2024-05-31T12:30:00';

-- text that is read as a date, M/D/Y
SELECT CONVERT(char(7), CAST(TRY_CONVERT(datetime, a, 101) AS date), 126) FROM t;

-- text that is read as a date, D.M.Y
SELECT CONVERT(char(7), CAST(TRY_CONVERT(datetime, a, 104) AS date), 126) FROM t;

-- text that is read as a date, ISO
SELECT CONVERT(char(7), TRY_CONVERT(datetime2, a), 126) FROM t;

-- text that is read as a date, SECONDS
SELECT CONVERT(char(7), DATEADD(second, a, '19700101'), 126) FROM t;

-- a fraction
SELECT (1.0 * a) / NULLIF(COUNT(*), 0) FROM t;

-- a share of all groups
SELECT SUM(COUNT(*)) OVER () FROM t;

-- text that is read as a number
SELECT CAST(a AS DECIMAL(38, 6)) FROM t;

-- texts beyond ASCII
SELECT a FROM t WHERE a = N'Müller''s 🙂';

-- a text
SELECT a FROM t WHERE a = 'it''s';

-- a pattern with a bracket
SELECT a FROM t WHERE a LIKE '%[[]a-z]_%';

-- not a pattern with a bracket
SELECT a FROM t WHERE a NOT LIKE '%[[]x%';

-- a range
SELECT a FROM t WHERE a BETWEEN 1 AND 2;

-- a list
SELECT a FROM t WHERE a IN (1, 'b');

-- nothing
SELECT a FROM t WHERE a IS NOT NULL;

-- a subquery
SELECT a FROM t WHERE a IN (SELECT b FROM u);

-- names of any kind
SELECT [Order].[a]]b [c]] "d" ü] FROM t;

-- a limit of a union
SELECT a FROM t UNION SELECT a FROM u ORDER BY 1 OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY;

-- a limit of a sorted union
SELECT a FROM t UNION SELECT a FROM u ORDER BY a DESC OFFSET 0 ROWS FETCH NEXT 3 ROWS ONLY;

