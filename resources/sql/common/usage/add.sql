INSERT INTO usage_events (tenant_id, id, user_id, at, answered, row_count, ms)
VALUES (:tenant, :id, :user, :at, :answered, :rows, :ms)
