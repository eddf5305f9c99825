INSERT INTO examples (tenant_id, connection_id, position, question, sql, row_count)
VALUES (:tenant, :id, :position, :question, :sql, :row_count)
