UPDATE tickets
SET state = :state, priority = :priority, updated_at = :now, message_count = :message_count,
    question_number = :question_number, answer_number = :answer_number, operators_seen = :operators_seen
WHERE tenant_id = :tenant AND id = :id
