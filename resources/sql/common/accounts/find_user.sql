-- platform: an account belongs to its person, not to an organisation
SELECT id, email, full_name, password_hash, last_tenant_id FROM users WHERE id = :id;
