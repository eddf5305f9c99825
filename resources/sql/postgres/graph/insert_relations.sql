INSERT INTO relations (tenant_id, id, from_id, to_id, label)
SELECT :tenant, j.id, j.from_id, j.to_id, j.label
FROM json_to_recordset(CAST(:rows AS JSON)) AS j(id TEXT, from_id TEXT, to_id TEXT, label TEXT)
ON CONFLICT DO NOTHING
