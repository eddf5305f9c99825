-- platform: an account belongs to its person, and the operator looks after all
SELECT u.id, u.email, u.full_name, u.is_operator, u.created_at,
       (SELECT COUNT(*) FROM memberships m WHERE m.user_id = u.id) AS organizations,
       (SELECT MIN(t.name) FROM memberships m JOIN tenants t ON t.id = m.tenant_id WHERE m.user_id = u.id) AS organization,
       (SELECT MAX(m.last_seen_at) FROM memberships m WHERE m.user_id = u.id) AS last_seen_at
FROM users u
WHERE u.id > :after
  AND (:search = '' OR LOWER(u.email) LIKE :search ESCAPE '!' OR LOWER(u.full_name) LIKE :search ESCAPE '!')
ORDER BY u.id
LIMIT :limit;
