UPDATE jobs SET cancel_requested = 1 WHERE tenant_id = :tenant AND id = :id AND state = 'running';
