-- platform: a person ends any of their own sign-ins, in whichever organisation; whoever may reach one only names it
UPDATE sessions SET revoked_at = :now
WHERE user_id = :user AND id = :id AND revoked_at IS NULL AND refresh_expires_at > :now
  AND (:only = '' OR tenant_id = :only);
