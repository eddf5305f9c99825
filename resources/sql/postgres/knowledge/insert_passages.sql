INSERT INTO passages (tenant_id, id, workspace_id, document_id, generation, ordinal, page, heading, text)
SELECT :tenant, j.id, :workspace, :document, :generation, j.ordinal, j.page, j.heading, j.text
FROM json_to_recordset(CAST(:rows AS JSON)) AS j(id TEXT, ordinal BIGINT, page BIGINT, heading TEXT, text TEXT)
