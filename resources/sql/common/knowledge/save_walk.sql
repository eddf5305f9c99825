INSERT INTO knowledge_walks (tenant_id, document_id, sealed)
VALUES (:tenant, :document, :sealed)
ON CONFLICT (tenant_id, document_id) DO UPDATE SET sealed = excluded.sealed
