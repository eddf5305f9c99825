INSERT INTO schedule_files (tenant_id, id, schedule_id, name, bytes, created_at, sealed)
VALUES (:tenant, :id, :schedule, :name, :bytes, :now, :sealed)
