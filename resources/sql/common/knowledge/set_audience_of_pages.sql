UPDATE knowledge_documents
SET visibility = :visibility, active = :active
WHERE tenant_id = :tenant AND parent_id = :parent
