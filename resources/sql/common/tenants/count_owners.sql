SELECT COUNT(*) AS owners FROM memberships WHERE tenant_id = :tenant AND role = 'owner'
