INSERT INTO readings (tenant_id, connection_id, stages)
VALUES (:tenant, :id, :stages)
ON CONFLICT (tenant_id, connection_id) DO UPDATE SET stages = excluded.stages
