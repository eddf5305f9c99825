INSERT INTO entity_mentions (tenant_id, passage_id, entity_id, document_id, generation, name, sureness, times, begin_at, end_at)
SELECT :tenant, json_extract(j.value, '$.passage_id'), json_extract(j.value, '$.entity_id'), :document, :generation, json_extract(j.value, '$.name'), json_extract(j.value, '$.sureness'), json_extract(j.value, '$.times'), json_extract(j.value, '$.begin_at'), json_extract(j.value, '$.end_at')
FROM json_each(:rows) j
WHERE 1 = 1
ON CONFLICT DO NOTHING
