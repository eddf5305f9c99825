INSERT INTO sessions (tenant_id, id, user_id, access_hash, access_expires_at, refresh_hash, refresh_expires_at, client,
                      address, created_at, operator_id, operator_reason)
VALUES (:tenant, :id, :user, :access_hash, :expires_at, '', :expires_at, :client, :address, :now, :operator, :reason);
