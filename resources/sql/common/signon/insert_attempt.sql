INSERT INTO signon_attempts (tenant_id, id, provider_id, state_hash, challenge, port, step, sealed, expires_at)
VALUES (:tenant, :id, :provider, :state_hash, :challenge, :port, 'begun', :sealed, :expires_at)
