UPDATE accuracy_pairs
SET question = :question, sql = :sql, broken = NULL, broken_at = NULL
WHERE tenant_id = :tenant AND connection_id = :connection AND id = :id
