INSERT INTO readings (tenant_id, connection_id, read_again)
VALUES (:tenant, :id, :read_again)
ON CONFLICT (tenant_id, connection_id) DO UPDATE SET read_again = CASE WHEN readings.read_again > excluded.read_again THEN readings.read_again ELSE excluded.read_again END
