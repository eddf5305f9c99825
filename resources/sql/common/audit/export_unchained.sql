SELECT a.id, a.seq, a.at, a.user_id, u.email, a.api_key_id, a.action, a.target, a.outcome, a.rule_text, a.address,
       a.client, a.sql_text, a.hash, a.operator_email
FROM audit a
LEFT JOIN memberships m ON m.tenant_id = a.tenant_id AND m.user_id = a.user_id
LEFT JOIN users u ON u.id = m.user_id
WHERE a.tenant_id = :tenant AND a.seq IS NULL AND a.id > :after
  AND (:who = '' OR a.user_id = :who OR a.api_key_id = :who OR u.email = :who
       OR a.operator_email = :who)
  AND (:action = '' OR a.action = :action OR substr(a.action, 1, length(:action) + 1) = :action || '.')
  AND (:outcome = '' OR a.outcome = :outcome OR (:outcome = 'failed' AND a.outcome <> 'ok'))
  AND a.at >= :from AND a.at < :to
ORDER BY a.id
LIMIT :limit;
