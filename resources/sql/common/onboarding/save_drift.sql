INSERT INTO readings (tenant_id, connection_id, drift)
VALUES (:tenant, :id, :drift)
ON CONFLICT (tenant_id, connection_id) DO UPDATE SET drift = excluded.drift
