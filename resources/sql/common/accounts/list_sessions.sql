-- platform: a person sees all of their own sign-ins, in whichever organisation; whoever may see one only names it
SELECT s.id, s.client, s.address, s.created_at, s.last_seen_at, t.name AS organization
FROM sessions s
JOIN tenants t ON t.id = s.tenant_id
WHERE s.user_id = :user AND s.revoked_at IS NULL AND s.refresh_expires_at > :now
  AND (:only = '' OR s.tenant_id = :only)
ORDER BY COALESCE(s.last_seen_at, s.created_at) DESC, s.id DESC
LIMIT 200;
