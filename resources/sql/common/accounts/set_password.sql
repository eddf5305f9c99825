-- platform: an account belongs to its person, not to an organisation
UPDATE users SET password_hash = :password_hash WHERE id = :id;
