-- platform: a person ends any of their own sign-ins, in whichever organisation
UPDATE sessions SET revoked_at = :now
WHERE user_id = :user AND id = :id AND revoked_at IS NULL AND refresh_expires_at > :now;
