-- platform: the operator sees how much each organisation used, not what for
SELECT t.id, t.name, SUM(b.questions) AS questions, SUM(b.answered) AS answered, SUM(b.row_count) AS rows_returned,
       SUM(b.ms) AS answered_ms, SUM(b.input_tokens) AS input_tokens, SUM(b.output_tokens) AS output_tokens,
       SUM(b.cost_micros) AS cost_micros,
       COALESCE((SELECT SUM(r.bytes) FROM results r WHERE r.tenant_id = t.id), 0)
           + COALESCE((SELECT SUM(d.stored_bytes) FROM knowledge_documents d WHERE d.tenant_id = t.id), 0) AS storage_bytes
FROM usage_buckets b
JOIN tenants t ON t.id = b.tenant_id
WHERE b.at >= :begin AND b.at < :end
GROUP BY t.id, t.name
ORDER BY questions DESC, t.id
LIMIT :limit;
