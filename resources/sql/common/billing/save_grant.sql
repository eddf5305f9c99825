INSERT INTO plan_grants (tenant_id, content, granted_at) VALUES (:tenant, :content, :now)
ON CONFLICT (tenant_id) DO UPDATE SET content = excluded.content, granted_at = excluded.granted_at;
