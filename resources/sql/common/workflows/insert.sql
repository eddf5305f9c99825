INSERT INTO workflows (tenant_id, id, workspace_id, owner_id, name, description, definition, step_count, trigger_kind, trigger_event, visibility, state, time_zone, next_at, failures, seen, created_at, updated_at)
VALUES (:tenant, :id, :workspace, :owner, :name, :description, :definition, :step_count, :trigger_kind, :trigger_event, 'private', 'active', :time_zone, :next_at, 0, '{}', :now, :now)
