SELECT id, seq, at, user_id, api_key_id, action, target, outcome, rule_text, address, client, sql_text, hash,
       operator_email
FROM audit
WHERE tenant_id = :tenant AND seq > :after AND seq <= :last
ORDER BY seq
LIMIT :limit;
