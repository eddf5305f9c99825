UPDATE results
SET message_id = (SELECT MIN(m.id) FROM messages m
                  WHERE m.tenant_id = results.tenant_id AND m.result_id = results.id AND m.conversation_id <> :conversation)
WHERE tenant_id = :tenant
  AND message_id IN (SELECT id FROM messages WHERE tenant_id = :tenant AND conversation_id = :conversation)
  AND EXISTS (SELECT 1 FROM messages m
              WHERE m.tenant_id = results.tenant_id AND m.result_id = results.id AND m.conversation_id <> :conversation)
