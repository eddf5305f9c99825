DELETE FROM agents WHERE tenant_id = :tenant AND id = :id AND is_default = 0
