SELECT DISTINCT generation FROM passages WHERE tenant_id = :tenant AND document_id = :document
