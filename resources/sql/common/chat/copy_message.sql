INSERT INTO messages (tenant_id, id, conversation_id, user_id, stream_id, question, search_text, status, answer, chart, problem,
                      created_at, finished_at, node_id, result_id)
SELECT m.tenant_id, :copy, :conversation, m.user_id, m.stream_id, m.question, m.search_text, m.status, m.answer, m.chart, m.problem,
       m.created_at, m.finished_at, m.node_id, COALESCE(m.result_id, r.id)
FROM messages m
LEFT JOIN results r ON r.tenant_id = m.tenant_id AND r.message_id = m.id
WHERE m.tenant_id = :tenant AND m.id = :message
