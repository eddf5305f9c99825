-- platform: alerts are mailed for all tenants
SELECT a.tenant_id, t.name, a.kind, a.period_begin, a.percent, a.used, a.most, a.created_at
FROM usage_alerts a
JOIN tenants t ON t.id = a.tenant_id
WHERE a.mailed_at IS NULL AND a.created_at >= :since
ORDER BY a.created_at, a.tenant_id, a.percent
LIMIT :limit
