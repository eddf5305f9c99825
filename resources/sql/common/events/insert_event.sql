INSERT INTO events (tenant_id, stream_id, seq, type, data)
VALUES (:tenant, :stream, :seq, :type, :data);
