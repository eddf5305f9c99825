INSERT INTO sessions (tenant_id, id, user_id, access_hash, access_expires_at, refresh_hash, refresh_expires_at, client,
                      address, created_at, provider_id)
VALUES (:tenant, :id, :user, :access_hash, :access_expires_at, :refresh_hash, :refresh_expires_at, :client, :address, :now,
        :provider);
