-- platform: an account belongs to its person, not to an organisation
UPDATE users SET last_tenant_id = :organization WHERE id = :id;
