UPDATE workspaces SET name = :name, archived_at = :archived_at WHERE tenant_id = :tenant AND id = :id
