UPDATE workflows
SET name = :name, description = :description, definition = :definition, step_count = :step_count, trigger_kind = :trigger_kind, trigger_event = :trigger_event,
    time_zone = :time_zone, next_at = :next_at, seen = '{}', updated_at = :now
WHERE tenant_id = :tenant AND id = :id
