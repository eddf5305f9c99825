DELETE FROM results
WHERE tenant_id = :tenant
  AND message_id IN (SELECT id FROM messages WHERE tenant_id = :tenant AND conversation_id = :conversation)
