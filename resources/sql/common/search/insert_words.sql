INSERT INTO passage_words (tenant_id, passage_id, workspace_id, document_id, label, language, words)
VALUES (:tenant, :passage, :workspace, :document, :label, :language, :words)
ON CONFLICT (tenant_id, passage_id) DO NOTHING
