SELECT id, workspace_id, name, kind, sealed_url, display_url, account_can_write, stage, stage_done, stage_total, stage_detail, stream_id, job_id, organization_kind, table_count, created_at, onboarded_at,
       health_state, health_checked_at, health_ms, health_detail,
       EXISTS (SELECT 1 FROM schema_cache WHERE schema_cache.tenant_id = connections.tenant_id AND schema_cache.connection_id = connections.id) AS askable
FROM connections
WHERE tenant_id = :tenant AND id = :id
