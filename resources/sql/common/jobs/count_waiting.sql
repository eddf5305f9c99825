SELECT COUNT(*) AS waiting FROM jobs WHERE tenant_id = :tenant AND state = 'queued';
