INSERT INTO entities (tenant_id, id, workspace_id, name_key)
SELECT :tenant, j.id, :workspace, j.name_key
FROM json_to_recordset(CAST(:rows AS JSON)) AS j(id TEXT, name_key TEXT)
ON CONFLICT DO NOTHING
