DELETE FROM messages WHERE tenant_id = :tenant AND conversation_id = :conversation
