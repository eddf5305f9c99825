UPDATE accuracy_pairs
SET broken = :broken, broken_at = CASE WHEN CAST(:broken AS TEXT) IS NULL THEN NULL ELSE COALESCE(broken_at, :now) END
WHERE tenant_id = :tenant AND connection_id = :connection AND id = :id AND sql = :sql
