DELETE FROM shares
WHERE tenant_id = :tenant AND kind = 'document'
  AND object_id IN (SELECT d.id FROM knowledge_documents d WHERE d.tenant_id = :tenant AND d.parent_id = :parent AND (:page = '' OR d.id = :page))
