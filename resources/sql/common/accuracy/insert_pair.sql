INSERT INTO accuracy_pairs (tenant_id, id, connection_id, question, sql, source, added_by, added_at)
VALUES (:tenant, :id, :connection, :question, :sql, :source, :user, :now)
