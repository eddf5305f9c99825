SELECT t.id, t.name, t.slug, t.created_at, t.status, t.status_reason, t.custom_domain, t.domain_confirmed, t.time_zone,
       (SELECT COUNT(*) FROM memberships m WHERE m.tenant_id = :tenant) AS members
FROM tenants t
WHERE t.id = :tenant;
