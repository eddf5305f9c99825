SELECT head_seq, head_hash, checkpoint_seq, checkpoint_hash, checkpoint_at, signature
FROM audit_chains
WHERE tenant_id = :tenant;
