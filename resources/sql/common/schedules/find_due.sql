-- platform: what is due runs for all organisations
SELECT s.tenant_id, s.id, s.next_at, s.times, t.time_zone
FROM schedules s
JOIN tenants t ON t.id = s.tenant_id
WHERE s.state = 'active' AND s.next_at <= :now AND t.status = 'active'
ORDER BY s.next_at
LIMIT :limit
