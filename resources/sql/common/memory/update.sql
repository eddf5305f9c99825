UPDATE agent_memories
SET text = :text, search_text = :search_text, said = :said, meant = :meant, scope = :scope, expires_at = :expires_at, updated_at = :now
WHERE tenant_id = :tenant AND id = :id
