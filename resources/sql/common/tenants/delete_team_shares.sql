DELETE FROM shares WHERE tenant_id = :tenant AND subject_kind = 'team' AND subject_id = :id
