-- platform: organisations that moved to another time zone, whose workflows follow
SELECT w.tenant_id, w.id, w.next_at, w.definition, t.time_zone
FROM workflows w
JOIN tenants t ON t.id = w.tenant_id
WHERE w.state = 'active' AND w.next_at IS NOT NULL AND w.time_zone <> t.time_zone
LIMIT :limit
