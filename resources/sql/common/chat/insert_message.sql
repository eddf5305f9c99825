INSERT INTO messages (tenant_id, id, conversation_id, user_id, stream_id, question, search_text, node_id, status, created_at)
VALUES (:tenant, :id, :conversation, :user, :stream, :question, :search_text, :node, 'running', :now)
