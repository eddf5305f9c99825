INSERT INTO passage_vectors (tenant_id, passage_id, generation, workspace_id, label, vector)
SELECT w.tenant_id, w.passage_id, :generation, w.workspace_id, w.label, :vector
FROM passage_words w
WHERE w.tenant_id = :tenant AND w.workspace_id = :workspace AND w.label = :label
ON CONFLICT (tenant_id, passage_id, generation) DO NOTHING
