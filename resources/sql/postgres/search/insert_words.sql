INSERT INTO passage_words (tenant_id, passage_id, workspace_id, document_id, label, language, words)
SELECT :tenant, j.value ->> 'id', :workspace, :document, CAST(:label AS BIGINT) + j.place - 1, j.value ->> 'language', j.value ->> 'words'
FROM json_array_elements(CAST(:rows AS JSON)) WITH ORDINALITY AS j(value, place)
ON CONFLICT (tenant_id, passage_id) DO NOTHING
