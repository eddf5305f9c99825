INSERT INTO relation_evidence (tenant_id, relation_id, passage_id, document_id, generation, weight, begin_at, end_at)
SELECT :tenant, json_extract(j.value, '$.relation_id'), json_extract(j.value, '$.passage_id'), :document, :generation, json_extract(j.value, '$.weight'), json_extract(j.value, '$.begin_at'), json_extract(j.value, '$.end_at')
FROM json_each(:rows) j
WHERE 1 = 1
ON CONFLICT DO NOTHING
