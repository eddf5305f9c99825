SELECT t.id, t.name, t.slug, t.time_zone, t.created_at, t.status, t.status_reason, t.primary_color, t.accent_color,
       t.logo_type, t.custom_domain, t.domain_confirmed, t.personal_user_id, w.id AS default_workspace_id
FROM tenants t
LEFT JOIN workspaces w ON w.tenant_id = t.id AND w.is_default = 1
WHERE t.id = :tenant
