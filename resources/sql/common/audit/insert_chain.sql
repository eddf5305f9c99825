INSERT INTO audit_chains (tenant_id, head_seq, head_hash, checkpoint_seq, checkpoint_hash, checkpoint_at, signature)
VALUES (:tenant, 0, :hash, 0, :hash, 0, '')
ON CONFLICT (tenant_id) DO NOTHING;
