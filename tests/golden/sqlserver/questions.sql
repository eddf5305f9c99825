-- How many orders are there?
SELECT COUNT(*) AS number_of_orders FROM sales.[Order];

-- List all customers
SELECT Name FROM Customers;

-- Top 5 customers by total of orders
SELECT TOP (5) Customers.Name FROM Customers JOIN sales.[Order] ON Customers.CustomerId = [Order].CustomerId GROUP BY Customers.CustomerId, Customers.Name ORDER BY SUM([Order].Total) DESC;

-- Average quantity of orders
SELECT AVG(1.0 * Quantity) AS average_quantity FROM sales.[Order];

-- Total of orders per month
SELECT CONVERT(char(7), PlacedAt, 126) AS month, SUM(Total) AS total FROM sales.[Order] GROUP BY CONVERT(char(7), PlacedAt, 126) ORDER BY CONVERT(char(7), PlacedAt, 126);

-- Number of orders per year
SELECT YEAR(PlacedAt) AS year, COUNT(*) AS number_of_orders FROM sales.[Order] GROUP BY YEAR(PlacedAt) ORDER BY YEAR(PlacedAt);

-- How many orders were placed in 2025?
SELECT COUNT(*) AS number_of_orders FROM sales.[Order] WHERE PlacedAt >= '20250101' AND PlacedAt < '20260101';

-- Customers from München
SELECT Name FROM Customers WHERE [Home City] = N'München';

-- Customers without orders
SELECT Name FROM Customers WHERE CustomerId NOT IN (SELECT CustomerId FROM sales.[Order] WHERE CustomerId IS NOT NULL);

-- Which customer has the highest total?
SELECT TOP (1) Customers.Name FROM Customers JOIN sales.[Order] ON Customers.CustomerId = [Order].CustomerId ORDER BY [Order].Total DESC;

-- Customers whose name contains [x]
SELECT Name FROM Customers WHERE Name LIKE '%x%';

-- Number of customers by home city
SELECT [Home City], COUNT(*) AS number_of_customers FROM Customers GROUP BY [Home City];

-- Orders with a total over 100
SELECT * FROM sales.[Order] WHERE Total > 100;

-- Sum of total by customer
SELECT Customers.Name, SUM([Order].Total) AS total FROM Customers JOIN sales.[Order] ON Customers.CustomerId = [Order].CustomerId GROUP BY Customers.CustomerId, Customers.Name;

