SELECT r.id
FROM results r
JOIN messages m ON m.tenant_id = r.tenant_id AND m.id = r.message_id
WHERE r.tenant_id = :tenant AND m.conversation_id = :conversation
