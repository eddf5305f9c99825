-- platform: accounts outlive the organisation that they used last
UPDATE users SET last_tenant_id = NULL WHERE last_tenant_id = :id;
