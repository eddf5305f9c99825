-- platform: whoever is about to sign in belongs to no organisation yet; the domain of their address tells it
SELECT DISTINCT t.id, t.name, t.slug
FROM signon_providers p
JOIN tenants t ON t.id = p.tenant_id
WHERE p.active = 1 AND t.status = 'active' AND (' ' || p.domains || ' ') LIKE :domain ESCAPE '!'
LIMIT 20;
