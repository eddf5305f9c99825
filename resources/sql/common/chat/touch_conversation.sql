UPDATE conversations SET updated_at = :now, archived = 0 WHERE tenant_id = :tenant AND id = :id
