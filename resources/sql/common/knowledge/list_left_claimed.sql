SELECT d.id, d.claimed_by, d.attempts
FROM knowledge_documents d
WHERE d.tenant_id = :tenant AND d.workspace_id = :workspace AND d.state = 'processing'
  AND (SUBSTR(d.claimed_by, 1, 36) = :job
       OR NOT EXISTS (SELECT 1 FROM jobs j
                      WHERE j.tenant_id = d.tenant_id AND j.id = SUBSTR(d.claimed_by, 1, 36) AND j.state IN ('queued', 'running')))
