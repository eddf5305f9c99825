INSERT INTO schedules (tenant_id, id, saved_question_id, name, owner_id, times, time_zone, condition_on, delivery, state, next_at, failures, created_at)
VALUES (:tenant, :id, :saved_question, :name, :owner, :times, :time_zone, :condition, :delivery, 'active', :next_at, 0, :now)
