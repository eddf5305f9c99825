-- platform: an account belongs to its person, not to an organisation
SELECT user_id FROM password_resets
WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now;
