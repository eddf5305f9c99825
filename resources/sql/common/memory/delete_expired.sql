-- platform: what is past its end goes, of all organisations
DELETE FROM agent_memories WHERE expires_at <= :now
