INSERT INTO entities (tenant_id, id, workspace_id, name_key)
SELECT :tenant, json_extract(j.value, '$.id'), :workspace, json_extract(j.value, '$.name_key')
FROM json_each(:rows) j
WHERE 1 = 1
ON CONFLICT DO NOTHING
