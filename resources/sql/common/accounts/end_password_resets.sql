-- platform: an account belongs to its person, not to an organisation
UPDATE password_resets SET used_at = :now WHERE user_id = :user AND used_at IS NULL;
