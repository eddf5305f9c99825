DELETE FROM teams WHERE tenant_id = :tenant AND id = :id
