SELECT name
FROM signon_providers
WHERE tenant_id = :tenant AND active = 1 AND passwords_allowed = 0
ORDER BY name, id
LIMIT 1
