UPDATE audit_chains
SET head_seq = :head_seq, head_hash = :head_hash, checkpoint_seq = :checkpoint_seq,
    checkpoint_hash = :checkpoint_hash, checkpoint_at = :checkpoint_at, signature = :signature
WHERE tenant_id = :tenant;
