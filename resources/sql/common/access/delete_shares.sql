DELETE FROM shares WHERE tenant_id = :tenant AND kind = :kind AND object_id = :object
