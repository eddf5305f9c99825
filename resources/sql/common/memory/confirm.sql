UPDATE agent_memories SET origin = 'said', updated_at = :now
WHERE tenant_id = :tenant AND id = :id AND origin = 'proposed'
