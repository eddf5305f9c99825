INSERT INTO shares (tenant_id, kind, object_id, subject_kind, subject_id)
SELECT d.tenant_id, 'document', d.id, s.subject_kind, s.subject_id
FROM knowledge_documents d
JOIN shares s ON s.tenant_id = d.tenant_id AND s.kind = 'document' AND s.object_id = d.parent_id
WHERE d.tenant_id = :tenant AND d.parent_id = :parent AND (:page = '' OR d.id = :page)
