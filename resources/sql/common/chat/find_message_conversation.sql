SELECT conversation_id FROM messages WHERE tenant_id = :tenant AND id = :message;
