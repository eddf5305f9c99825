SELECT id, workspace_id, name, kind, sealed_url, display_url, account_can_write, stage, stage_done, stage_total, stage_detail, stream_id, job_id, organization_kind, table_count, created_at, onboarded_at,
       health_state, health_checked_at, health_ms, health_detail,
       EXISTS (SELECT 1 FROM schema_cache WHERE schema_cache.tenant_id = connections.tenant_id AND schema_cache.connection_id = connections.id) AS askable,
       (SELECT COUNT(*) FROM accuracy_pairs p WHERE p.tenant_id = connections.tenant_id AND p.connection_id = connections.id AND p.broken IS NOT NULL) AS broken_tests,
       EXISTS (SELECT 1 FROM accuracy_runs r WHERE r.tenant_id = connections.tenant_id AND r.connection_id = connections.id AND r.warns = 1) AS accuracy_fell
FROM connections
WHERE tenant_id = :tenant AND workspace_id = :workspace AND name > :after
ORDER BY name
LIMIT :limit
