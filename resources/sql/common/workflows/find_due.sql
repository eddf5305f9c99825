-- platform: what is due runs for all organisations
SELECT w.tenant_id, w.id, w.next_at, w.definition, t.time_zone
FROM workflows w
JOIN tenants t ON t.id = w.tenant_id
WHERE w.state = 'active' AND w.next_at <= :now AND t.status = 'active'
ORDER BY w.next_at
LIMIT :limit
