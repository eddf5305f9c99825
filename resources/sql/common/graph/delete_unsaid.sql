DELETE FROM relations
WHERE tenant_id = :tenant
  AND id IN (SELECT v.relation_id FROM relation_evidence v
             WHERE v.tenant_id = :tenant AND v.document_id = :document AND v.generation = :generation)
  AND NOT EXISTS (SELECT 1 FROM relation_evidence o
                  WHERE o.tenant_id = :tenant AND o.relation_id = relations.id
                    AND (o.document_id <> :document OR o.generation <> :generation))
