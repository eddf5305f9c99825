-- platform: the operator sees all organisations
SELECT t.id, t.name, t.slug, t.created_at, t.status, t.status_reason, t.custom_domain, t.domain_confirmed,
       (SELECT COUNT(*) FROM memberships m WHERE m.tenant_id = t.id) AS members
FROM tenants t
WHERE t.id > :after
  AND (:status = '' OR t.status = :status)
  AND (:search = '' OR LOWER(t.name) LIKE :search ESCAPE '!' OR t.slug LIKE :search ESCAPE '!'
       OR t.custom_domain LIKE :search ESCAPE '!')
ORDER BY t.id
LIMIT :limit;
