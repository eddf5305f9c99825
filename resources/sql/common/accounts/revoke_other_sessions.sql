-- platform: a new password ends a person's sign-ins in all organisations, and those as somebody else
UPDATE sessions SET revoked_at = :now
WHERE (user_id = :user OR operator_id = :user) AND id <> :kept AND revoked_at IS NULL;
