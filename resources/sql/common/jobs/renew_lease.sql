UPDATE jobs SET lease_until = :lease_until WHERE tenant_id = :tenant AND id = :id AND leased_by = :owner;
