-- platform: a server belongs to no tenant
SELECT id, alive_until, started_at FROM nodes ORDER BY started_at, id LIMIT 100;
