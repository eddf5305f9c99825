INSERT INTO api_keys (tenant_id, id, workspace_id, user_id, name, prefix, key_hash, created_at, scopes, expires_at,
                      per_minute)
VALUES (:tenant, :id, :workspace, :user, :name, :prefix, :key_hash, :now, :scopes, :expires_at, :per_minute);
