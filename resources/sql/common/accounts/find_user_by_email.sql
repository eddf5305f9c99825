-- platform: sign-in finds the account by e-mail before there is an organisation
SELECT id, email, full_name, password_hash, last_tenant_id FROM users WHERE email = :email;
