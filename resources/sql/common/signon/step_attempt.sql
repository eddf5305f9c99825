UPDATE signon_attempts
SET step = :step, sealed = :sealed, code_hash = :code_hash, problem = :problem
WHERE tenant_id = :tenant AND id = :id AND step = :before
