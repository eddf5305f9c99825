UPDATE connections
SET organization_kind = :organization_kind, table_count = :table_count, onboarded_at = COALESCE(:now, onboarded_at)
WHERE tenant_id = :tenant AND id = :id
