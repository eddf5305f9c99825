INSERT INTO known_answers (tenant_id, id, connection_id, message_id, question, sql, row_count, proposed_by, proposed_at, approved_by, approved_at)
VALUES (:tenant, :id, :connection, :message, :question, :sql, :row_count, :user, :now, :approver, :approved_at)
