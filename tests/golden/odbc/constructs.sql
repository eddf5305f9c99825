-- a limit
SELECT * FROM "t" FETCH FIRST 5 ROWS ONLY;

-- an average of integers
SELECT AVG("a") FROM "t";

-- an average of distinct values
SELECT AVG(DISTINCT "a") FROM "t";

-- a quotient
SELECT "a" / COUNT(*) FROM "t";

-- a year
SELECT EXTRACT(YEAR FROM "d") FROM "t";

-- a quarter
SELECT NULL FROM "t";

-- a month
SELECT SUBSTRING(CAST("d" AS CHAR(30)) FROM 1 FOR 7) FROM "t";

-- a week
SELECT NULL FROM "t";

-- a day
SELECT SUBSTRING(CAST("d" AS CHAR(30)) FROM 1 FOR 10) FROM "t";

-- a month of any year
SELECT EXTRACT(MONTH FROM "d") FROM "t";

-- a day of the week
SELECT NULL FROM "t";

-- the name of a day
SELECT CASE NULL WHEN 1 THEN 'Monday' WHEN 2 THEN 'Tuesday' WHEN 3 THEN 'Wednesday' WHEN 4 THEN 'Thursday' WHEN 5 THEN 'Friday' WHEN 6 THEN 'Saturday' WHEN 7 THEN 'Sunday' END FROM "t";

-- an hour
SELECT EXTRACT(HOUR FROM "d") FROM "t";

-- a time of day
SELECT SUBSTRING(CAST("d" AS CHAR(30)) FROM 12 FOR 5) FROM "t";

-- the days between two dates
SELECT NULL FROM "t";

-- a date
SELECT "d" FROM "t" WHERE "d" < '2024-05-31';

-- a moment
SELECT "d" FROM "t" WHERE "d" < '2024-05-31 12:30:00';

-- text that is read as a date, M/D/Y
SELECT SUBSTRING(CAST(CAST("a" AS DATE) AS CHAR(30)) FROM 1 FOR 7) FROM "t";

-- text that is read as a date, D.M.Y
SELECT SUBSTRING(CAST(CAST("a" AS DATE) AS CHAR(30)) FROM 1 FOR 7) FROM "t";

-- text that is read as a date, ISO
SELECT SUBSTRING(CAST(CAST("a" AS DATE) AS CHAR(30)) FROM 1 FOR 7) FROM "t";

-- text that is read as a date, SECONDS
SELECT SUBSTRING(CAST(CAST("a" AS DATE) AS CHAR(30)) FROM 1 FOR 7) FROM "t";

-- a fraction
SELECT (1.0 * "a") / NULLIF(COUNT(*), 0) FROM "t";

-- a share of all groups
SELECT SUM(COUNT(*)) OVER () FROM "t";

-- text that is read as a number
SELECT CAST("a" AS DECIMAL(38, 6)) FROM "t";

-- texts beyond ASCII
SELECT "a" FROM "t" WHERE "a" = 'Müller''s 🙂';

-- a text
SELECT "a" FROM "t" WHERE "a" = 'it''s';

-- a pattern with a bracket
SELECT "a" FROM "t" WHERE UPPER("a") LIKE UPPER('%[a-z]_%');

-- not a pattern with a bracket
SELECT "a" FROM "t" WHERE NOT (UPPER("a") LIKE UPPER('%[x%'));

-- a range
SELECT "a" FROM "t" WHERE "a" BETWEEN 1 AND 2;

-- a list
SELECT "a" FROM "t" WHERE "a" IN (1, 'b');

-- nothing
SELECT "a" FROM "t" WHERE "a" IS NOT NULL;

-- a subquery
SELECT "a" FROM "t" WHERE "a" IN (SELECT "b" FROM "u");

-- names of any kind
SELECT "Order"."a]b [c] ""d"" ü" FROM "t";

-- a limit of a union
SELECT "a" FROM "t" UNION SELECT "a" FROM "u" FETCH FIRST 3 ROWS ONLY;

-- a limit of a sorted union
SELECT "a" FROM "t" UNION SELECT "a" FROM "u" ORDER BY "a" DESC FETCH FIRST 3 ROWS ONLY;

