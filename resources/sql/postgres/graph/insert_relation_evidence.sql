INSERT INTO relation_evidence (tenant_id, relation_id, passage_id, document_id, generation, weight, begin_at, end_at)
SELECT :tenant, j.relation_id, j.passage_id, :document, CAST(:generation AS BIGINT), j.weight, j.begin_at, j.end_at
FROM json_to_recordset(CAST(:rows AS JSON)) AS j(relation_id TEXT, passage_id TEXT, weight DOUBLE PRECISION, begin_at BIGINT, end_at BIGINT)
ON CONFLICT DO NOTHING
