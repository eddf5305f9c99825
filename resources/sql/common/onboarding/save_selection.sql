INSERT INTO readings (tenant_id, connection_id, selection, read_again)
VALUES (:tenant, :id, :selection, 1)
ON CONFLICT (tenant_id, connection_id)
DO UPDATE SET selection = excluded.selection, read_again = CASE WHEN readings.read_again > excluded.read_again THEN readings.read_again ELSE excluded.read_again END
