-- platform: the window that began a sign-in is nobody yet; it knows the secret
SELECT tenant_id, id, provider_id, challenge, port, step, sealed, code_hash, problem
FROM signon_attempts
WHERE challenge = :challenge AND id = :id AND expires_at > :now;
