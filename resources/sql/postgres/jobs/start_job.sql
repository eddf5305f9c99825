UPDATE jobs
SET state = 'running', attempts = attempts + 1, leased_by = :owner, lease_until = :lease_until
WHERE (tenant_id, id) IN (
    SELECT tenant_id, id FROM jobs WHERE tenant_id = :tenant AND id = :id AND state = 'queued' FOR UPDATE SKIP LOCKED);
