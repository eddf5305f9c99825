-- platform: runs that events began, which no job has yet
SELECT r.tenant_id, r.id
FROM workflow_runs r
JOIN tenants t ON t.id = r.tenant_id
WHERE r.state = 'waiting' AND r.job_id IS NULL AND t.status = 'active'
ORDER BY r.created_at
LIMIT :limit
