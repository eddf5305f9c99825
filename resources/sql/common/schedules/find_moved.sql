-- platform: organisations that moved to another time zone, whose schedules follow
SELECT s.tenant_id, s.id, s.next_at, s.times, t.time_zone
FROM schedules s
JOIN tenants t ON t.id = s.tenant_id
WHERE s.state = 'active' AND s.time_zone <> t.time_zone
LIMIT :limit
