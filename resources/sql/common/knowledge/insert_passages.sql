INSERT INTO passages (tenant_id, id, workspace_id, document_id, generation, ordinal, page, heading, text)
SELECT :tenant, json_extract(j.value, '$.id'), :workspace, :document, :generation, json_extract(j.value, '$.ordinal'), json_extract(j.value, '$.page'), json_extract(j.value, '$.heading'), json_extract(j.value, '$.text')
FROM json_each(:rows) j
