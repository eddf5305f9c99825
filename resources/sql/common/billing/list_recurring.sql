-- platform: its revenue is that of all organisations
SELECT state, plan_id, cadence, currency, price, COUNT(*) AS organizations
FROM subscriptions GROUP BY state, plan_id, cadence, currency, price ORDER BY plan_id, state, currency, cadence, price;
