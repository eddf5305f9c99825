-- platform: jobs are queued for what waits, and for what a job that has ended left, in whose workspace it may be
SELECT d.tenant_id, d.workspace_id
FROM knowledge_documents d
WHERE (d.state = 'pending' AND d.due_at <= :now)
   OR (d.state = 'processing'
       AND NOT EXISTS (SELECT 1 FROM jobs j
                       WHERE j.tenant_id = d.tenant_id AND j.id = SUBSTR(d.claimed_by, 1, 36) AND j.state IN ('queued', 'running')))
GROUP BY d.tenant_id, d.workspace_id
LIMIT :limit
