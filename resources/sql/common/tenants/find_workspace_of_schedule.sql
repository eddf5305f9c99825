SELECT q.workspace_id
FROM schedules s
JOIN saved_questions q ON q.tenant_id = s.tenant_id AND q.id = s.saved_question_id
WHERE s.tenant_id = :tenant AND s.id = :id
