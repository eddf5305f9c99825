UPDATE teams SET name = :name WHERE tenant_id = :tenant AND id = :id
