UPDATE connections
SET stage = 'paused'
WHERE tenant_id = :tenant AND id = :id AND stage NOT IN ('none', 'ready', 'failed', 'cancelled', 'paused')
