SELECT id, at, user_id, api_key_id, action, target, outcome, address, client, sql_text, seq, rule_text, hash,
       operator_email
FROM audit
WHERE tenant_id = :tenant
ORDER BY id
LIMIT :limit
