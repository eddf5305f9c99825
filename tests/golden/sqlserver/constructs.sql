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

-- a month
SELECT CONVERT(char(7), d, 126) FROM t;

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

