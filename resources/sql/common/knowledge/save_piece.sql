INSERT INTO knowledge_pieces (tenant_id, document_id, piece, sealed)
VALUES (:tenant, :document, :piece, :sealed)
ON CONFLICT (tenant_id, document_id, piece) DO UPDATE SET sealed = excluded.sealed
