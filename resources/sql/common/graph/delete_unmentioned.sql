DELETE FROM entities
WHERE tenant_id = :tenant
  AND id IN (SELECT m.entity_id FROM entity_mentions m
             WHERE m.tenant_id = :tenant AND m.document_id = :document AND m.generation = :generation)
  AND NOT EXISTS (SELECT 1 FROM entity_mentions o
                  WHERE o.tenant_id = :tenant AND o.entity_id = entities.id
                    AND (o.document_id <> :document OR o.generation <> :generation))
