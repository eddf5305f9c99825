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

-- a month
SELECT SUBSTRING(CAST("d" AS CHAR(30)) FROM 1 FOR 7) FROM "t";

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

