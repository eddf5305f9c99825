SELECT COUNT(*) AS facts
FROM agent_memories
WHERE tenant_id = :tenant AND answer_id = :answer AND origin = 'proposed'
