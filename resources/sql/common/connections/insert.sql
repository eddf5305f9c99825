INSERT INTO connections (tenant_id, id, workspace_id, name, kind, sealed_url, display_url, account_can_write,
                         stage, stage_done, stage_total, stage_detail, created_by, created_at)
VALUES (:tenant, :id, :workspace, :name, :kind, :sealed_url, :display_url, :account_can_write,
        'none', 0, 0, '', :user, :now)
