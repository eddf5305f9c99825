INSERT INTO passages (tenant_id, id, workspace_id, document_id, generation, ordinal, page, heading, text)
VALUES (:tenant, :id, :workspace, :document, :generation, :ordinal, :page, :heading, :text)
