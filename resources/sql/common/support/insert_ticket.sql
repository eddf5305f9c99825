INSERT INTO tickets (tenant_id, id, opened_by, opened_by_name, subject, state, priority, created_at, updated_at,
                     message_count, question_number, answer_number, operators_seen)
VALUES (:tenant, :id, :user, :name, :subject, 'open', :priority, :now, :now, 0, 0, 0, 0)
