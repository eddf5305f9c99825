-- platform: a new password ends a person's sign-ins in all organisations
UPDATE sessions SET revoked_at = :now WHERE user_id = :user AND id <> :kept AND revoked_at IS NULL;
