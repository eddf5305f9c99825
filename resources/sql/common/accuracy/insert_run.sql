INSERT INTO accuracy_runs (tenant_id, id, connection_id, state, started_by, started_at, total, done, right_count, wrong_count, failed_count, broken_count, warns)
VALUES (:tenant, :id, :connection, 'running', :user, :now, :total, 0, 0, 0, 0, 0, 0)
