-- platform: its revenue is that of all organisations
SELECT currency, SUM(open_amount) AS open_amount FROM invoices WHERE open_amount > 0 GROUP BY currency ORDER BY currency;
