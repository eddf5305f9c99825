-- platform: an account belongs to its person, not to an organisation
INSERT INTO password_resets (token_hash, user_id, created_at, expires_at)
VALUES (:hash, :user, :now, :expires_at);
