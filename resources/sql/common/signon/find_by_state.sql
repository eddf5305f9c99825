-- platform: the browser that comes back from a provider is nobody yet
SELECT tenant_id, id, provider_id, challenge, port, step, sealed, code_hash, problem
FROM signon_attempts
WHERE state_hash = :hash AND expires_at > :now;
