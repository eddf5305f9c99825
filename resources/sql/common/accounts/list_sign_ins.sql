-- platform: an account belongs to its person, not to an organisation
SELECT s.id, s.at, s.address, s.client, s.outcome, t.name AS organization
FROM sign_ins s
LEFT JOIN tenants t ON t.id = s.organization_id
WHERE s.user_id = :user AND s.id < :before
  AND (:only = '' OR s.organization_id = :only)
ORDER BY s.id DESC
LIMIT :limit;
