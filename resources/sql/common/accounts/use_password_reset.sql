-- platform: an account belongs to its person, not to an organisation
UPDATE password_resets SET used_at = :now
WHERE token_hash = :hash AND used_at IS NULL AND expires_at > :now;
