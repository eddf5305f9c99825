INSERT INTO agent_messages (tenant_id, id, session_id, agent_id, user_id, stream_id, question, status, node_id, created_at)
VALUES (:tenant, :id, :session, :agent, :user, :stream, :question, 'running', :node, :now)
