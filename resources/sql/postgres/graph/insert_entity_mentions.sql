INSERT INTO entity_mentions (tenant_id, passage_id, entity_id, document_id, generation, name, sureness, times, begin_at, end_at)
SELECT :tenant, j.passage_id, j.entity_id, :document, CAST(:generation AS BIGINT), j.name, j.sureness, j.times, j.begin_at, j.end_at
FROM json_to_recordset(CAST(:rows AS JSON)) AS j(passage_id TEXT, entity_id TEXT, name TEXT, sureness BIGINT, times BIGINT, begin_at BIGINT, end_at BIGINT)
ON CONFLICT DO NOTHING
