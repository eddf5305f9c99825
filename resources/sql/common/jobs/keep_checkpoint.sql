UPDATE jobs SET checkpoint = :checkpoint WHERE tenant_id = :tenant AND id = :id AND leased_by = :owner;
