-- platform: a server belongs to no tenant
INSERT INTO nodes (id, alive_until, started_at)
VALUES (:id, :alive_until, :now)
ON CONFLICT (id) DO UPDATE SET alive_until = excluded.alive_until;
