UPDATE workflows SET visibility = :visibility, updated_at = :now WHERE tenant_id = :tenant AND id = :id
