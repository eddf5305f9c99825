INSERT INTO relations (tenant_id, id, from_id, to_id, label)
SELECT :tenant, json_extract(j.value, '$.id'), json_extract(j.value, '$.from_id'), json_extract(j.value, '$.to_id'), json_extract(j.value, '$.label')
FROM json_each(:rows) j
WHERE 1 = 1
ON CONFLICT DO NOTHING
