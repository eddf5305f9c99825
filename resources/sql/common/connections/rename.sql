UPDATE connections SET name = :name WHERE tenant_id = :tenant AND id = :id
