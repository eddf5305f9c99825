INSERT INTO passage_words (tenant_id, passage_id, workspace_id, document_id, label, language, words)
SELECT :tenant, json_extract(j.value, '$.id'), :workspace, :document, :label + j.key, json_extract(j.value, '$.language'), json_extract(j.value, '$.words')
FROM json_each(:rows) j
WHERE 1 = 1
ON CONFLICT (tenant_id, passage_id) DO NOTHING
