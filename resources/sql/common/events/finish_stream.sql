UPDATE streams SET finished_at = :now WHERE tenant_id = :tenant AND id = :id;
