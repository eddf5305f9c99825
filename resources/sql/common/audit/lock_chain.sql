UPDATE audit_chains SET head_seq = head_seq + :step WHERE tenant_id = :tenant;
