-- platform: its revenue is that of all organisations
SELECT currency, movement, SUM(revenue_after - revenue_before) AS amount
FROM billing_events WHERE at >= :begin AND at < :end AND movement <> 'none'
GROUP BY currency, movement ORDER BY currency, movement;
